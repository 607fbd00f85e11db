/*
 * What makes the pages nicer when scripts run: quick exit, copy, print, focus after a swap, no double sending.
 * Every page works without this file. It keeps nothing in the browser: no storage of any kind.
 *
 * How a page takes part (checked in a real browser under the strict content policy):
 *   <meta name="htmx-config" content='{"history":"reload","includeIndicatorCSS":false,"implicitInheritance":true,…}'>
 *       "reload" and not false: with false, htmx ignores hx-replace-url. Neither of them keeps a copy of a page.
 *       "implicitInheritance", because the other way of inheriting has a colon in its name, which is not valid HTML.
 *   <div id="page" data-hx-target="#page" data-hx-select="#page" data-hx-swap="outerHTML"
 *        data-hx-replace-url="true" data-hx-sync="this:drop">                (the layout writes this)
 *   <form method="post" action="…" novalidate data-hx-boost="true">          (each form that is a step on the way)
 *   <a class="back-link" href="…" data-hx-boost="true">                      (the way back between steps)
 * The whole of #page is swapped, so that header, language links and main always belong to one page. The browser's
 * history does not grow, the address and the title follow, a 303 is followed, and a 422 is shown as any other page.
 */
(function () {
  "use strict";

  var root = document.documentElement;
  root.classList.add("js");
  // A mouse means a keyboard; a finger alone means none, and then nobody is told of keys.
  if (matchMedia("(any-hover: hover) and (any-pointer: fine)").matches) root.classList.add("keyboard");

  function gone() {
    root.classList.add("gone");
  }

  // Quick exit: hide first, then end the session, then leave. The page's own place in the history is given away.
  function leave() {
    var link = document.querySelector("[data-exit-url]");
    if (!link) return;
    gone();
    document.title = "\u00a0";
    try {
      navigator.sendBeacon(link.href);
    } catch (error) {
      // Leaving matters more than saying goodbye; the session runs out by itself.
    }
    location.replace(link.dataset.exitUrl || link.href);
  }

  // Shift three times within five seconds. Any other key in between is somebody typing capitals.
  var shifts = [];
  var alone = false;
  document.addEventListener("keydown", function (event) {
    alone = event.key === "Shift";
    if (!alone) shifts = [];
  });
  document.addEventListener("keyup", function (event) {
    if (event.key !== "Shift" || !alone) return;
    shifts = shifts.filter(function (moment) { return event.timeStamp - moment < 5000; });
    shifts.push(event.timeStamp);
    if (shifts.length === 3) leave();
  });

  // A page that the browser kept alive and shows again after Back must not be seen before the server has been asked.
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) {
      gone();
      location.reload();
    }
    release();
  });

  // A form is sent once. The server guarantees it; this only keeps the person from wondering.
  function release() {
    document.querySelectorAll("form[data-sending]").forEach(function (form) {
      delete form.dataset.sending;
      form.querySelectorAll("[type=submit]").forEach(function (button) { button.removeAttribute("aria-disabled"); });
    });
  }

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if ((form.getAttribute("method") || "").toLowerCase() !== "post") return;
    if (form.dataset.sending) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.sending = "yes";
    form.querySelectorAll("[type=submit]").forEach(function (button) { button.setAttribute("aria-disabled", "true"); });
    setTimeout(release, 20000);
  }, true);

  function copy(button) {
    var source = document.querySelector(button.dataset.copy);
    var said = button.closest(".codebox").querySelector("[role=status]");
    var text = source.textContent.replace(/\s+/g, "");
    function done() {
      if (said) said.textContent = button.dataset.done;
    }
    function byHand() {
      getSelection().selectAllChildren(source);
      if (document.execCommand("copy")) done();
    }
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, byHand);
    else byHand();
  }

  document.addEventListener("click", function (event) {
    var exit = event.target.closest("[data-exit-url]");
    if (exit) {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      leave();
      return;
    }
    var inside = event.target.closest('a[href^="#"]');
    if (inside) return goTo(inside, event);
    var onwards = event.target.closest("a[href]");
    if (onwards) return goOn(onwards, event);
    var button = event.target.closest("[data-copy], [data-print]");
    if (!button) return;
    if (button.dataset.copy) copy(button);
    else window.print();
  });

  // A visit to the door is one place in the browser's history, so that after the quick exit Back leads to whatever was
  // there before us. The steps of a form give their place away too (data-hx-replace-url). The desk keeps its Back.
  function goOn(link, event) {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (!document.body.classList.contains("door") || link.origin !== location.origin || link.target) return;
    event.preventDefault();
    location.replace(link.href);
  }

  // A link within the page would add a place to the browser's history, and the visit is to be one place only.
  function goTo(link, event) {
    var place = document.getElementById(link.getAttribute("href").slice(1));
    if (!place) return;
    event.preventDefault();
    (place.closest(".form-group") || place).scrollIntoView();
    if (place.tabIndex < 0) place.setAttribute("tabindex", "-1");
    place.focus({ preventScroll: true });
  }

  document.addEventListener("input", function (event) {
    var field = event.target;
    var counter = field.id && document.querySelector('[data-counter-for="' + field.id + '"]');
    if (!counter) return;
    var left = field.maxLength - field.value.length;
    counter.querySelector("output").textContent = String(left);
    counter.classList.toggle("near", left < field.maxLength / 5); // until then a count is only a demand to write less
  });

  // After a step, the reader's place is the new heading, or the list of what to put right.
  function land() {
    var place = document.getElementById("error-summary") || document.querySelector("#main-content h1");
    if (!place) return;
    place.setAttribute("tabindex", "-1");
    place.focus({ preventScroll: true });
  }

  function notSent() {
    release();
    var note = document.getElementById("not-sent");
    if (!note) return;
    note.hidden = false;
    note.focus();
  }

  document.addEventListener("htmx:before:swap", function (event) {
    var ctx = event.detail.ctx;
    // An answer that is not one of our pages (a proxy's, say) must not wipe out what was typed.
    if (ctx.select === "#page" && ctx.text.indexOf('id="page"') < 0) {
      event.preventDefault();
      notSent();
    }
  });
  document.addEventListener("htmx:after:swap", function (event) {
    if (event.detail.ctx.select !== "#page") return;
    window.scrollTo(0, 0);
    land();
  });
  document.addEventListener("htmx:error", notSent);
  document.addEventListener("htmx:finally:request", release);

  if (document.getElementById("error-summary")) land();
})();
