package com.acme.docs;

import com.google.common.eventbus.Subscribe;
import java.util.ArrayList;
import java.util.List;

/** A person who edits a document. */
public final class Session {
  private final long number;
  private final String title;
  private final List<Edit> edits = new ArrayList<>();
  private String told = "";

  Session(long number, String title) {
    this.number = number;
    this.title = title;
  }

  void edit(Edit edit) {
    edits.add(edit);
  }

  String title() {
    return title + " by " + number + told;
  }

  /** Told to everybody who is there. */
  @Subscribe
  public void announced(Announcement announcement) {
    told = announcement.text();
  }

  /** For everybody. */
  public record Announcement(String text) {}
}
