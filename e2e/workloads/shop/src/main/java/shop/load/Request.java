package shop.load;

/** One request of a simulated user; an empty body means GET, any other POST. */
public record Request(String path, String body) {}
