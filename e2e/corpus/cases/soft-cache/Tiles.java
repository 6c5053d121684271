package com.acme.maps;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tiles that are kept while memory lasts. */
final class Tiles {
  private static final int TILE = 16 << 10;

  private final Map<Integer, Kept> kept = new ConcurrentHashMap<>();
  private final ReferenceQueue<byte[]> cleared = new ReferenceQueue<>();

  private static final class Kept extends SoftReference<byte[]> {
    private final int number;

    Kept(int number, byte[] tile, ReferenceQueue<byte[]> cleared) {
      super(tile, cleared);
      this.number = number;
    }
  }

  byte[] tile(int number) {
    forget();
    Kept known = kept.get(number);
    byte[] tile = known == null ? null : known.get();
    if (tile == null) {
      tile = draw(number);
      kept.put(number, new Kept(number, tile, cleared));
    }
    return tile;
  }

  private void forget() {
    for (Reference<?> gone = cleared.poll(); gone != null; gone = cleared.poll()) {
      kept.remove(((Kept) gone).number, gone);
    }
  }

  private static byte[] draw(int number) {
    byte[] tile = new byte[TILE];
    for (int i = 0; i < TILE; i += 7) {
      tile[i] = (byte) (number * i);
    }
    return tile;
  }
}
