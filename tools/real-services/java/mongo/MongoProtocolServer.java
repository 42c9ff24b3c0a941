import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.util.List;

/** A server that speaks MongoDB's protocol and keeps its data in one file: no MongoDB, but enough of one to try Humai over. Arguments: port, file. */
public class MongoProtocolServer {
  public static void main(String[] arguments) throws Exception {
    H2Backend backend = new H2Backend(arguments[1]);
    // What it announces by itself is older than today's driver talks to.
    backend.version(new MongoVersion() {
      public List<Integer> getVersionArray() { return List.of(5, 0, 0); }
      public int getWireVersion() { return 13; }
      public String toVersionString() { return "5.0.0"; }
    });
    MongoServer server = new MongoServer(backend);
    server.bind("127.0.0.1", Integer.parseInt(arguments[0]));
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
    Thread.currentThread().join();
  }
}
