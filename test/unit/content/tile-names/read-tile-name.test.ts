/** @file Names on call tiles: what each site's page says, its shared screens and own tiles, and pages that have changed. */
import { describe, expect, test } from 'vitest';
import { HOSTS, callPage, nameOf, pageOf, type Site } from './call-page.ts';

describe('Google Meet', () => {
  test.for([
    ['remote', 'Jane Doe'],
    ['older', 'Ben Baker'],
    ['pinned', 'Cleo Cruz'],
    ['self', undefined],
    ['presentation', undefined],
    ['share with a plain name', undefined],
    ['camera with its media', 'Dora Dent'],
    ['self in another language', undefined],
    ['two names', undefined],
  ] as const)('%s: %s', ([which, name]) => {
    expect(nameOf(callPage('meet'), which, HOSTS.meet)).toBe(name);
  });
});

describe('Microsoft Teams', () => {
  test.for([
    ['spoken', 'Jane Doe'],
    ['surname first', 'Baker, Ben'],
    ['another language', 'Cleo Cruz'],
    ['name tag', 'Dora Dent'],
    ['key', 'Emil Egger'],
    ['address', undefined],
    ['badges', 'Amr El Shimy'],
    ['badges alone', 'Amr El Shimy'],
    ['guest client', '李雷'],
    ['beside a share', undefined],
    ['live', 'Fay Fox'],
    ['shared screen', undefined],
    ['shared content', undefined],
  ] as const)('%s: %s', ([which, name]) => {
    expect(nameOf(callPage('teams'), which, HOSTS.teams)).toBe(name);
  });
});

describe('Zoom', () => {
  test.for([
    ['left tile', { x: 100, y: 100 }, 'Jane Doe'],
    ['right tile', { x: 500, y: 100 }, 'Ben Baker'],
    ['beside the tiles', { x: 900, y: 100 }, undefined],
  ] as const)('one canvas, a face on the %s', ([, middle, name]) => {
    expect(nameOf(callPage('zoom'), 'gallery', HOSTS.zoom, middle)).toBe(name);
  });

  test('a picture within its tile needs no place', () => {
    expect(nameOf(callPage('zoom'), 'own element', HOSTS.zoom)).toBe('Cleo Cruz');
  });
});

describe('Zoom', () => {
  test.for([
    ['share', undefined],
    ['connecting', 'Dora Dent'],
    ['only connecting', undefined],
  ] as const)('%s: %s', ([which, name]) => {
    expect(nameOf(callPage('zoom'), which, HOSTS.zoom, { x: 100, y: 100 })).toBe(name);
  });
});

describe('a page in another language', () => {
  const inLanguage = (fixture: string, language: string): Document => {
    const page = callPage(fixture);
    page.documentElement.lang = language;
    return page;
  };

  test('Teams: badges are not known, so what is spoken is no name', () => {
    expect(nameOf(inLanguage('teams', 'fr-FR'), 'badges alone', HOSTS.teams)).toBeUndefined();
    expect(nameOf(inLanguage('teams', 'fr-FR'), 'badges', HOSTS.teams)).toBe('Amr El Shimy');
    expect(nameOf(inLanguage('teams', 'en-US'), 'badges alone', HOSTS.teams)).toBe('Amr El Shimy');
  });

  test.for([
    ['stage', undefined],
    ['thumbnail', undefined],
    ['camera', 'Ben Baker'],
  ] as const)('Jitsi, a screen is shared, %s: %s', ([which, name]) => {
    expect(nameOf(inLanguage('jitsi-share', 'de'), which, HOSTS.jitsi)).toBe(name);
  });
});

describe('free software under any address', () => {
  test.for([
    ['livekit', 'remote', 'Jane Doe'],
    ['livekit', 'no name given', undefined],
    ['livekit', 'shared screen', undefined],
    ['livekit', 'la suite', 'Ben Baker'],
    ['element-call', 'remote', 'Jane Doe'],
    ['element-call', 'shared screen', undefined],
    ['element-call', 'small', undefined],
    ['nextcloud-talk', 'remote', 'Jane Doe'],
    ['nextcloud-talk', 'shared screen', undefined],
    ['big-blue-button', 'remote', 'Jane Doe'],
    ['big-blue-button', 'talking', 'Ben Baker'],
  ] as const)('%s, %s: %s', ([fixture, which, name]) => {
    expect(nameOf(callPage(fixture), which, 'calls.example.org')).toBe(name);
  });
});

describe('Jitsi Meet', () => {
  test.for([
    ['remote', 'Jane Doe'],
    ['stage', 'Ben Baker'],
    ['self', 'Anna Able'],
    ['no name given', undefined],
    ['shared screen', undefined],
  ] as const)('%s: %s', ([which, name]) => {
    expect(nameOf(callPage('jitsi'), which, HOSTS.jitsi)).toBe(name);
  });
});

describe('a site is told by its host', () => {
  test.for([
    ['meet', 'remote', 'meet.google.com.evil.example'],
    ['meet', 'remote', 'evilmeet.google.com.example'],
    ['teams', 'spoken', 'microsoft.com'],
    ['zoom', 'own element', 'notzoom.us'],
  ] as const)('%s is not %s on %s', ([site, which, host]) => {
    expect(nameOf(callPage(site), which, host)).toBeUndefined();
  });

  test.for([
    ['zoom', 'own element', 'us05web.zoom.us', 'Cleo Cruz'],
    ['teams', 'spoken', 'teams.cloud.microsoft', 'Jane Doe'],
    ['teams', 'spoken', 'gov.teams.microsoft.us', 'Jane Doe'],
    ['zoom', 'own element', 'app.zoomgov.com', 'Cleo Cruz'],
  ] as const)('%s, %s on %s', ([site, which, host, name]) => {
    expect(nameOf(callPage(site), which, host)).toBe(name);
  });
});

describe('a page that has changed gives no name, and no error', () => {
  test.for([
    ['meet', ['no tile', 'no label']],
    ['teams', ['no tile', 'no label']],
    ['zoom', ['gallery']],
    ['jitsi', ['no tile', 'no label']],
  ] as const)('%s', ([site, cases]) => {
    const page = callPage(`${site}-renamed`);
    for (const which of cases) {
      for (const x of [100, 500]) expect(nameOf(page, which, HOSTS[site], { x, y: 100 })).toBeUndefined();
    }
  });

  test.for(Object.keys(HOSTS) as Site[])('%s without a page around the picture', (site) => {
    const page = pageOf('<video data-case="bare"></video>');
    expect(nameOf(page, 'bare', HOSTS[site])).toBeUndefined();
  });
});

describe('what a page may write there', () => {
  const labelled = (label: string) =>
    nameOf(
      pageOf(`<div data-participant-id="1"><video data-case="it"></video>${label}</div>`),
      'it',
      HOSTS.meet,
    );
  const spoken = (text: string) => labelled(`<span class="notranslate">${text}</span>`);

  test('markup in a label is left out or refused', () => {
    expect(spoken('Jane <script>alert("x")</script>Doe')).toBe('Jane Doe');
    expect(spoken('Jane <style>b { color: red }</style>Doe')).toBe('Jane Doe');
    expect(spoken('&lt;img src=x onerror=alert(1)&gt;')).toBeUndefined();
    expect(spoken('javascript://x')).toBeUndefined();
  });

  test('a label as long as a page is none, however deep', () => {
    expect(spoken('Jane '.repeat(100_000))).toBeUndefined();
    expect(labelled(`<span class="notranslate">${'<b>'.repeat(500)}Jane</span>`)).toBeUndefined();
    expect(labelled('<span class="notranslate">Jane</span>'.repeat(10_000))).toBe('Jane');
  });

  test('nothing to see is no name', () => {
    expect(spoken('\u200b\u200d\u2060')).toBeUndefined();
    expect(spoken('')).toBeUndefined();
    expect(spoken('123')).toBeUndefined();
  });

  test('turned and joined letters come out as they are stored', () => {
    expect(spoken('Jane\u202e Doe\u200b')).toBe('Jane Doe');
  });

  test('what is broken is passed over for the next best', () => {
    expect(
      labelled('<span class="notranslate">a@b.example</span><div data-self-name="">Jane Doe</div>'),
    ).toBe('Jane Doe');
  });
});
