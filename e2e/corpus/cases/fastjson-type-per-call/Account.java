package com.acme.gateway;

/** A customer's account as a backend sends it. */
public final class Account {
  private long number;
  private String owner;

  public long getNumber() {
    return number;
  }

  public void setNumber(long number) {
    this.number = number;
  }

  public String getOwner() {
    return owner;
  }

  public void setOwner(String owner) {
    this.owner = owner;
  }
}
