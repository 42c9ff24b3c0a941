import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.util.List;

/** A server that speaks MongoDB's protocol and keeps its data in one file: no MongoDB, but enough of one to try Humai over. Arguments: port, file. */
public class MongoProtocolServer {
  public static void main(String[] arguments) throws Exception {
    H2Backend backend = new H2Backend(arguments[1]) {
      // A write that asks for the journal is in the file before it is acknowledged, so that killing this process loses none of them.
      public Document handleMessage(MongoMessage message) {
        Document answer = super.handleMessage(message);
        if (message.getDocument().get("writeConcern") instanceof Document concern && (Boolean.TRUE.equals(concern.get("j")) || Boolean.TRUE.equals(concern.get("journal")))) commit();
        return answer;
      }
    };
    // What it announces by itself is older than today's driver talks to.
    backend.version(new MongoVersion() {
      public List<Integer> getVersionArray() { return List.of(5, 0, 0); }
      public int getWireVersion() { return 13; }
      public String toVersionString() { return "5.0.0"; }
    });
    // Room of what was written over is used again after so many milliseconds; by default the file grows for a minute first.
    backend.getMvStore().setRetentionTime(5_000);
    MongoServer server = new MongoServer(backend);
    server.bind("127.0.0.1", Integer.parseInt(arguments[0]));
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
    Thread.currentThread().join();
  }
}
