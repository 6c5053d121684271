package com.acme.uploads;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.pacedload.Exchange;
import org.pacedload.Load;
import org.pacedload.Lru;

/** Takes in files; some clients never finish. */
public final class UploadService {
  /** Requests that upload something, among all. */
  private static final int UPLOAD_EVERY = 4;

  /** Uploads that are broken off, among all. */
  private static final int BROKEN_EVERY = 3;

  private static final boolean FIXED = Boolean.getBoolean("fixed");

  private final ConcurrentMap<Long, Upload> open = new ConcurrentHashMap<>();
  private final Lru<Long, byte[]> thumbnails = new Lru<>(1_500);

  public static void main(String[] args) throws InterruptedException {
    UploadService service = new UploadService();
    Load.run(Double.parseDouble(args[0]), 4, service::handle);
  }

  private void handle(long request) {
    Exchange exchange = Exchange.receive(request, 80);
    if (request % UPLOAD_EVERY == 0) {
      upload(exchange, request / UPLOAD_EVERY);
    }
    byte[] thumbnail = thumbnails.get(request % 4_000, id -> new byte[6 << 10]);
    exchange.answer("files of " + thumbnail.length);
  }

  private void upload(Exchange exchange, long number) {
    Upload upload = new Upload();
    open.put(number, upload);
    for (int part = 0; part < 80; part++) {
      upload.receive(exchange.field(part).repeat(10).getBytes(StandardCharsets.UTF_8));
    }
    boolean broken = number % BROKEN_EVERY == 0;
    if (!broken || FIXED) {
      open.remove(number);
    }
    exchange.answer("received " + upload.size());
  }
}
