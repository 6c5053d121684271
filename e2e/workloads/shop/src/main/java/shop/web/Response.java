package shop.web;

/** An HTTP answer with a plain text body. */
public record Response(int status, String body) {}
