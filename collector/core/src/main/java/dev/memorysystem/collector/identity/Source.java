package dev.memorysystem.collector.identity;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/** Where a request comes from, as far as it says something of who sends it. */
public final class Source {
  /**
   * Bytes of an IPv6 address that its owner does not choose (RFC 4291, "Interface Identifiers").
   */
  private static final int NETWORK = 8;

  private Source() {}

  /**
   * An IPv4 address as it is, the network of an IPv6 address: its owner has 2^64 of them.
   *
   * @param address an IP address as text; anything else is taken as it is
   */
  public static String of(String address) {
    if (!address.contains(":")) {
      return address;
    }
    try {
      int zone = address.indexOf('%');
      InetAddress parsed = InetAddress.ofLiteral(zone < 0 ? address : address.substring(0, zone));
      return parsed instanceof Inet6Address
          ? HexFormat.of().formatHex(parsed.getAddress(), 0, NETWORK) + "::/64"
          : parsed.getHostAddress();
    } catch (IllegalArgumentException e) {
      return address;
    }
  }
}
