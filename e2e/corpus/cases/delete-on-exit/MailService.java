package com.acme.mail;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import org.pacedload.Exchange;
import org.pacedload.Load;
import org.pacedload.Lru;

/** Takes mails with attachments, and knows the latest senders. */
public final class MailService {
  private static final int ATTACHMENTS = 4;

  private final File folder;
  private final Lru<Long, String> senders = new Lru<>(2_000);

  private MailService(File folder) {
    this.folder = folder;
  }

  public static void main(String[] args) throws Exception {
    File folder = Files.createTempDirectory("mail-").toFile();
    folder.deleteOnExit();
    MailService service = new MailService(folder);
    Load.run(Double.parseDouble(args[0]), 4, service::handle);
  }

  private void handle(long request) throws IOException {
    Exchange mail = Exchange.receive(request, 60);
    String sender = senders.get(request * 31 % 6_000, number -> mail.field(0) + number);
    long checksums = 0;
    for (int i = 0; i < ATTACHMENTS; i++) {
      checksums += Attachment.spool(folder, "mail-" + request + "-part-" + i, mail.field(i + 1));
    }
    mail.answer(sender + checksums);
  }
}
