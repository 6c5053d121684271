package orders;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.sql.SQLException;

/** Orders over REST. */
@Path("/orders")
@Blocking
public class OrdersResource {
  private final OrderStore store;

  OrdersResource(OrderStore store) {
    this.store = store;
  }

  /** Takes an order; answers with its id. */
  @POST
  public long add(Order order) throws SQLException {
    return store.add(order);
  }

  /** An order, or 404. */
  @GET
  @Path("/{id}")
  public Order find(long id) throws SQLException {
    return store.find(id).orElseThrow(NotFoundException::new);
  }
}
