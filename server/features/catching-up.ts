import type { Folder } from '../folder.js';
import { Progress } from '../progress.js';
import type { Server } from '../server.js';
import { giveWay } from '../turns.js';

/** Milliseconds after which the user is told what the server is busy with. */
const unnoticed = 1000;

/**
 * Looks after the files that an edit may concern elsewhere once the user has come to rest, in slices between which the server
 * answers. Until that is done they have the findings that they had; then those of them are told anew that are open.
 */
export function registerCatchingUp(server: Server): void {
  const causes = new Map<Folder, Set<string>>();
  server.changes.onSettled(({ noted, edited }) => {
    for (const folder of server.workspace.all()) {
      const known = causes.get(folder);
      if (known !== undefined) {
        for (const path of noted) known.add(path);
      } else if (folder.waiting > 0) {
        const paths = new Set(noted);
        causes.set(folder, paths);
        catchUp(server, folder, noted.size === 0 || edited.size > 0).catch((error: unknown) => server.journal.failure(`linking ${folder.root}`, error)).finally(() => {
          causes.delete(folder);
          server.changes.announceStale(server.workspace.staleIn(folder), paths);
        });
      }
    }
  });
}

/** @param typing whether to wait until the user has come to rest: not after what happened on the disk alone. */
async function catchUp(server: Server, folder: Folder, typing: boolean): Promise<void> {
  const stop = server.changes.onSettled(({ edited }) => void (typing ||= edited.size > 0));
  try {
    await catchUpAtRest(server, folder, async () => {
      for (; typing; await new Promise<void>((resolve) => server.host.atRest(resolve))) typing = false;
    });
  } finally {
    stop();
  }
}

async function catchUpAtRest(server: Server, folder: Folder, rest: () => Promise<void>): Promise<void> {
  await rest();
  const began = server.host.now();
  let progress: Progress | undefined;
  let most = 0;
  try {
    while (!folder.advance()) {
      const { waiting } = folder;
      most = Math.max(most, waiting);
      if (progress === undefined && server.host.now() - began > unnoticed) {
        progress = new Progress(server, `asynclint: linking ${folder.root.slice(folder.root.lastIndexOf('/') + 1)}`);
        folder.isCatchingUp = true;
        server.changes.announce();
      }
      progress?.report(most - waiting, most);
      await giveWay();
      await rest();
    }
  } finally {
    folder.isCatchingUp = false;
    progress?.done();
  }
}
