package com.acme.inventory;

import org.pacedload.Exchange;
import org.pacedload.Load;

/** An inventory kept in a Kubernetes cluster. */
public final class InventoryService {
  private InventoryService() {}

  public static void main(String[] arguments) throws Exception {
    Inventory inventory = new Inventory(ApiServer.start());
    Load.run(
        Double.parseDouble(arguments[0]),
        2,
        request -> Exchange.receive(request, 8).answer(inventory.shelf(request)));
  }
}
