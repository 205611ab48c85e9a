// Says so where the application does not start: the browser is too old, or parts of it got lost on a bad line, which it
// then fetches again by itself. Plain old JavaScript: it must run where nothing else does. What it asks for came with
// Chrome 98, Firefox 125 and Safari 15.4, as build.target in vite.config.ts has it.
(function () {
  var isFit =
    'structuredClone' in window &&
    'findLast' in Array.prototype &&
    'Intl' in window &&
    'Segmenter' in Intl;
  var languages = document.documentElement.lang === 'en' ? ['en', 'id'] : ['id', 'en'];
  if (!isFit) tellTooOld();
  else {
    // By then every script of the page has run or failed; this one is among them.
    window.addEventListener('load', checkWhole);
    window.addEventListener('serambi:incomplete', tellIncomplete);
  }

  function checkWhole() {
    if (document.documentElement.getAttribute('data-app') !== 'started') tellIncomplete();
  }

  function tellIncomplete() {
    var language = languages[0];
    var said = {
      id: {
        title: 'Halaman ini belum lengkap.',
        text: 'Sambungan terputus saat halaman dimuat. Kami muat lagi sendiri begitu tersambung.',
        gaveUp:
          'Sudah tiga kali kami coba. Tunggu sebentar atau cari sinyal yang lebih baik, lalu muat ulang.',
        button: 'Muat ulang sekarang',
      },
      en: {
        title: 'This page is not complete.',
        text: 'The connection was lost while it loaded. We load it again by ourselves as soon as it is back.',
        gaveUp:
          'We have tried three times. Wait a little or look for a better signal, then reload.',
        button: 'Reload now',
      },
    }[language];
    var notice = openNotice();
    add(notice, 'strong', said.title, language);
    var text = add(notice, 'p', said.text, language);
    var button = add(notice, 'button', said.button, language);
    button.style.cssText = 'min-height:48px;padding:0 16px;font:inherit';
    button.onclick = function () {
      location.reload();
    };
    waitForHub(1000, function () {
      text.firstChild.data = said.gaveUp;
    });
  }

  // Not by reloading at once: without a connection, the browser would put its own page in place of what can be read.
  function waitForHub(pauseMs, giveUp) {
    setTimeout(function () {
      var asked = new XMLHttpRequest();
      asked.onload = function () {
        if (countReload() <= 3) location.reload();
        else giveUp();
      };
      asked.onerror = function () {
        waitForHub(Math.min(30000, 2 * pauseMs), giveUp);
      };
      asked.open('HEAD', location.href);
      asked.send();
    }, pauseMs);
  }

  // What is missing for good must not be fetched for ever, with somebody's prepaid data.
  function countReload() {
    try {
      var key = 'serambi.reloads ' + location.pathname;
      var count = Number(sessionStorage.getItem(key)) + 1;
      sessionStorage.setItem(key, String(count));
      return count;
    } catch (error) {
      return Infinity;
    }
  }

  function tellTooOld() {
    var agent = navigator.userAgent;
    var device = /iPhone|iPad|iPod/.test(agent)
      ? 'apple'
      : /Android/.test(agent)
        ? 'android'
        : 'computer';
    var words = {
      id: {
        title: 'Peramban ini terlalu lama.',
        apple:
          'Buka Pengaturan, Umum, Pembaruan Perangkat Lunak, dan perbarui ke iOS 15.4 atau yang lebih baru. Lalu buka lagi tautan ini.',
        android:
          'Buka Play Store, cari Chrome, tekan Perbarui, lalu buka lagi tautan ini di Chrome.',
        computer: 'Perbarui peramban Anda, atau pakai Chrome, Firefox, atau Safari yang baru.',
        otherwise:
          'Kalau tidak bisa diperbarui, pakai ponsel lain untuk siaran langsung. Rekaman yang sudah terbit tetap bisa didengarkan di sini.',
      },
      en: {
        title: 'This browser is too old.',
        apple:
          'Open Settings, General, Software Update, and update to iOS 15.4 or newer. Then open this link again.',
        android:
          'Open the Play Store, look for Chrome, press Update, then open this link again in Chrome.',
        computer: 'Update your browser, or use a recent Chrome, Firefox or Safari.',
        otherwise:
          'If it cannot be updated, use another phone for live sessions. Published recordings can still be listened to here.',
      },
    };
    var notice = openNotice();
    for (var i = 0; i < languages.length; i += 1) {
      var said = words[languages[i]];
      add(notice, 'strong', said.title, languages[i]);
      add(notice, 'p', said[device], languages[i]);
      add(notice, 'p', said.otherwise, languages[i]);
    }
  }

  function openNotice() {
    var notice = document.createElement('div');
    notice.id = 'not-started';
    notice.setAttribute('role', 'alert');
    // In colours of its own: style sheets may be missing, or those of today not readable.
    notice.style.cssText =
      'margin:16px;padding:16px;border:2px solid #8a1c2c;border-radius:12px;background:#fff;color:#1d1613;font:18px/1.5 sans-serif';
    document.body.insertBefore(notice, document.body.firstChild);
    return notice;
  }

  function add(notice, tag, text, language) {
    var element = document.createElement(tag);
    element.lang = language;
    element.style.cssText = 'display:block;margin:0 0 8px';
    element.appendChild(document.createTextNode(text));
    notice.appendChild(element);
    return element;
  }
})();
