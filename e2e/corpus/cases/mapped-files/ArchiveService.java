package com.acme.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.pacedload.Exchange;
import org.pacedload.Load;
import org.pacedload.Lru;

/** Shows documents of an archive; some readers never close theirs. */
public final class ArchiveService {
  private static final int PAGE = 4 << 10;
  private static final int DOCUMENTS = 256;

  /** Readers who go away, among all. */
  private static final int GONE_EVERY = 4;

  private static final boolean FIXED = Boolean.getBoolean("fixed");

  private final ConcurrentMap<Long, Document> open = new ConcurrentHashMap<>();
  private final Lru<Long, byte[]> thumbnails = new Lru<>(1_500);
  private final FileChannel archive;

  private ArchiveService(FileChannel archive) {
    this.archive = archive;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    Path file = Files.createTempFile("archive", null);
    Files.write(file, new byte[DOCUMENTS * PAGE]);
    FileChannel archive =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
    ArchiveService service = new ArchiveService(archive);
    Load.run(Double.parseDouble(args[0]), 4, service::handle);
  }

  private void handle(long request) {
    Exchange exchange = Exchange.receive(request, 80);
    Document document = new Document(archive, request % DOCUMENTS * PAGE);
    open.put(request, document);
    byte[] thumbnail = thumbnails.get(request % 4_000, id -> new byte[6 << 10]);
    exchange.answer("document of " + document.read() + ", " + thumbnail.length);
    boolean gone = request % GONE_EVERY == 0;
    if (!gone || FIXED) {
      open.remove(request);
    }
  }
}
