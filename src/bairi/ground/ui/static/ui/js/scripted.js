/* Tells the style sheet that script runs: buttons that only stand in for it may go. */
document.documentElement.classList.add("scripted");
