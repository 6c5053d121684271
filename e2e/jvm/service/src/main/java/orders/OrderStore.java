package orders;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/** Keeps the latest orders, a fixed number of them: the service itself does not grow. */
@ApplicationScoped
class OrderStore {
  /** Orders. */
  private static final int KEPT = 5_000;

  private final DataSource database;
  private final AtomicLong latest = new AtomicLong();

  OrderStore(DataSource database) {
    this.database = database;
  }

  void create(@Observes StartupEvent started) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table orders(id bigint primary key, customer varchar(64))");
      statement.execute(
          "create table lines(order_id bigint, product varchar(64), quantity int);"
              + "create index lines_of_order on lines(order_id)");
    }
  }

  long add(Order order) throws SQLException {
    long id = latest.incrementAndGet();
    try (Connection connection = database.getConnection()) {
      try (PreparedStatement insert =
          connection.prepareStatement("merge into orders key(id) values (?, ?)")) {
        insert.setLong(1, id % KEPT);
        insert.setString(2, order.customer());
        insert.executeUpdate();
      }
      try (PreparedStatement delete =
          connection.prepareStatement("delete from lines where order_id = ?")) {
        delete.setLong(1, id % KEPT);
        delete.executeUpdate();
      }
      try (PreparedStatement insert =
          connection.prepareStatement("insert into lines values (?, ?, ?)")) {
        for (Order.Line line : order.lines()) {
          insert.setLong(1, id % KEPT);
          insert.setString(2, line.product());
          insert.setInt(3, line.quantity());
          insert.addBatch();
        }
        insert.executeBatch();
      }
    }
    return id % KEPT;
  }

  Optional<Order> find(long id) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select customer, product, quantity from orders join lines on order_id = id"
                    + " where id = ?")) {
      select.setLong(1, id);
      List<Order.Line> lines = new ArrayList<>();
      String customer = "";
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          customer = rows.getString(1);
          lines.add(new Order.Line(rows.getString(2), rows.getInt(3)));
        }
      }
      return lines.isEmpty() ? Optional.empty() : Optional.of(new Order(id, customer, lines));
    }
  }
}
