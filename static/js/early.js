/* Runs before the first paint, as a classic script: the chosen theme must not flash. */
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be refused; then the system's theme stays.
}
