"""The components of every page: `{% load ui %}`. Each tag lies in `ui.tags` by what it is for."""

from django import template

from bairi.ground.ui.tags import browse, drawn, frame, pieces

register = template.Library()
for library in (frame, browse, pieces, drawn):
    register.tags.update(library.register.tags)
    register.filters.update(library.register.filters)
