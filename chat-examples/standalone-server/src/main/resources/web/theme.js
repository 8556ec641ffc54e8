// A classic script in the head, so that the page is never painted in the wrong colours first.
(() => {
  const KEY = 'parlance.theme';
  const dark = matchMedia('(prefers-color-scheme: dark)');

  function chosen() {
    try {
      return localStorage.getItem(KEY) ?? 'auto';
    } catch {
      return 'auto';
    }
  }

  let choice = chosen();

  function apply() {
    document.documentElement.dataset.theme = choice === 'auto' ? (dark.matches ? 'dark' : 'light') : choice;
  }

  dark.addEventListener('change', apply);
  // What is chosen in one tab is chosen in all.
  addEventListener('storage', ({ key }) => {
    if (key !== KEY && key !== null) return;
    choice = chosen();
    apply();
  });
  apply();

  globalThis.parlanceTheme = {
    get choice() {
      return choice;
    },
    choose(next) {
      choice = next;
      try {
        localStorage.setItem(KEY, next);
      } catch {
        // Without storage the choice lasts as long as the page.
      }
      apply();
    },
  };
})();
