"use strict";
// More time before the session ends, and times by the reader's own clock.

const WARN_SECONDS = 120;

function keepTime(form) {
  const idle = Number(form.dataset.idle);
  const soon = document.getElementById("more-soon");
  const button = form.querySelector("button");
  let timers = [];

  function say(words) {
    soon.textContent = words;
  }

  function restart() {
    timers.forEach(clearTimeout);
    timers = [
      setTimeout(() => {
        say(button.dataset.soon);
        form.scrollIntoView({ block: "nearest" });
      }, (idle - WARN_SECONDS) * 1000),
      setTimeout(over, idle * 1000),
    ];
  }

  function over() {
    // What was on the screen must not stay there for whoever comes next.
    document.getElementById("main").replaceChildren();
    say(button.dataset.over);
    button.disabled = true;
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      if (answer.status === 204) {
        say(button.dataset.more);
        restart();
      } else {
        over();
      }
    } catch {
      form.submit();
    }
  });
  restart();
}

function localTimes() {
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  for (const time of document.querySelectorAll("time[datetime]")) {
    time.textContent = format.format(new Date(time.dateTime));
  }
}

const more = document.getElementById("more");
if (more) keepTime(more);
localTimes();
