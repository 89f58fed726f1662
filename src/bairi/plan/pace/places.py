"""How a task's gain spreads over its targets: each one's share of the mean gain, and how far it may stray from it."""

from dataclasses import dataclass

import numpy as np

from bairi.plan.pace.arrays import Bools, Floats, Ints
from bairi.plan.pace.fusion import TINY_RATE
from bairi.plan.pace.priors import Priors
from bairi.plan.pace.state import State

FEW_REPORTS = 2.0
FEW_PEERS = 3.0
LEAST_ROOM = 0.004
LIVE_ROOM = 0.01
PEERS_WORTH = 6.0


@dataclass(frozen=True)
class Peers:
    """Who is compared with whom: task and parent-within-task of each target, (N,); stays: 1.0 for targets that count,
    0.0 for those without a target or with a level to hold; ceiling: (N,) attainment; stops: (N,) whether work ends
    there."""

    task: Ints
    township: Ints
    stays: Floats
    ceiling: Floats
    stops: Bools


def shares(state: State, mine: State, peers: Peers, mean_left: Floats, priors: Priors) -> Floats:
    """Log of each target's share of its task's mean gain, (N,), from its peers' `state` and its own `mine`."""
    there, here = _tendency(state, peers, priors), _tendency(mine, peers, priors)
    drawn = _borrow(there, here, state, mine, peers)
    room_there, room = _room(state, peers, priors), _room(mine, peers, priors)
    own = drawn + room
    everyone = np.exp(_borrow(there, there, state, state, peers) + room_there) * peers.stays
    others = np.bincount(peers.task, weights=everyone)[peers.task]
    count = np.bincount(peers.task, weights=peers.stays)[peers.task]
    total = others + (np.exp(own) * peers.stays - everyone)
    mean = np.where(count > 0, total / np.maximum(count, 1.0), 1.0)
    late = np.log(np.maximum(mine.left, 1e-4) / np.maximum(mean_left, 1e-4))
    return own - np.log(np.maximum(mean, 1e-12)) + late


def dispersion(state: State, mine: State, peers: Peers, usual: float) -> Floats:
    """How far the rates of the month differ between the targets of a task, as the sd of their logarithms, (N,); drawn
    towards the usual where peers are few."""
    live = peers.stays * ((peers.ceiling - state.now) > LIVE_ROOM)
    live_mine = peers.stays * ((peers.ceiling - mine.now) > LIVE_ROOM)
    there, here = np.log(state.month + TINY_RATE), np.log(mine.month + TINY_RATE)
    sums: list[Floats] = []
    for power in range(3):
        each, own = live * there**power, live_mine * here**power
        sums.append(np.bincount(peers.task, weights=each)[peers.task] - each + own)
    count, first, second = sums
    square = np.maximum(second - first**2 / np.maximum(count, 1.0), 0.0)
    return np.sqrt((PEERS_WORTH * usual**2 + square) / (PEERS_WORTH + np.maximum(count - 1, 0.0)))


def oddness(state: State, mine: State, peers: Peers) -> Floats:
    """How far a target's rate since the start lies from its peers', as a logarithm, (N,)."""
    there, here = np.log(state.overall + TINY_RATE), np.log(mine.overall + TINY_RATE)
    total = np.bincount(peers.task, weights=there * peers.stays)[peers.task] + (here - there) * peers.stays
    return here - total / np.maximum(np.bincount(peers.task, weights=peers.stays)[peers.task], 1.0)


def _tendency(state: State, peers: Peers, priors: Priors) -> Floats:
    """What a target's own rates say of its share: since the start, and lately against that."""
    overall, lately = np.log(state.overall + TINY_RATE), np.log(state.fortnight + TINY_RATE)
    return priors.own_rate * overall + priors.own_turn * (lately - overall)


def _borrow(there: Floats, here: Floats, state: State, mine: State, peers: Peers) -> Floats:
    """`here` drawn towards the mean of the township in the task, and that towards the task's, as far as reports are
    few."""
    heard = peers.stays * (state.reports > 0)
    mine_heard = peers.stays * (mine.reports > 0)
    each, own = heard * there, mine_heard * here
    task_sum = np.bincount(peers.task, weights=each)[peers.task] - each + own
    task_count = np.bincount(peers.task, weights=heard)[peers.task] - heard + mine_heard
    task_mean = np.where(task_count > 0, task_sum / np.maximum(task_count, 1.0), here)
    sum_ = np.bincount(peers.township, weights=each)[peers.township] - each + own
    count = np.bincount(peers.township, weights=heard)[peers.township] - heard + mine_heard
    township = (sum_ + FEW_PEERS * task_mean) / (count + FEW_PEERS)
    trust = mine.reports / (mine.reports + FEW_REPORTS)
    return trust * here + (1 - trust) * township


def _room(state: State, peers: Peers, priors: Priors) -> Floats:
    """Log effect of the room left below a known ceiling. Work that merely stops there is not slowed by it before."""
    room = np.maximum(peers.ceiling - state.now, LEAST_ROOM)
    full = np.where(room <= LEAST_ROOM, np.log(LEAST_ROOM), 0.0)
    return np.where(np.isinf(room), 0.0, np.where(peers.stops, full, priors.ceiling_pull * np.log(room)))
