'use strict';
// Everything is readable without this: it opens what a link leads to, opens all for printing, and adds copy buttons.
(function () {
  function reveal() {
    var target = null;
    try {
      target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch (malformed) {
      return;
    }
    for (var at = target; at; at = at.parentElement) {
      if (at.tagName === 'DETAILS') {
        at.open = true;
      }
    }
    if (target) {
      target.scrollIntoView();
    }
  }
  function addCopyButton(code) {
    var button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = 'Copy';
    button.addEventListener('click', function () {
      navigator.clipboard.writeText(code.textContent).then(
        function () { button.textContent = 'Copied'; },
        function () { getSelection().selectAllChildren(code); button.textContent = 'Selected'; });
    });
    code.parentElement.appendChild(button);
  }
  var opened = [];
  addEventListener('hashchange', reveal);
  addEventListener('beforeprint', function () {
    opened = Array.from(document.querySelectorAll('details:not([open])'));
    opened.forEach(function (each) { each.open = true; });
  });
  addEventListener('afterprint', function () {
    opened.forEach(function (each) { each.open = false; });
  });
  if (navigator.clipboard) {
    document.querySelectorAll('.command code').forEach(addCopyButton);
  }
  reveal();
})();
