package dev.driftwarden.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.Store;
import dev.driftwarden.store.azure.AzureStorageStore;
import dev.driftwarden.store.azure.Azurite;
import dev.driftwarden.store.azure.AzuriteExtension;
import dev.driftwarden.store.azure.StorageHttp;
import dev.driftwarden.store.azure.StorageSettings;
import dev.driftwarden.testing.MutableClock;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;

/** What a decision asks for is one request on the wire, too. */
@ExtendWith(AzuriteExtension.class)
class OrderBookInAzureTest {
    private static final HttpClient HTTP = StorageHttp.client();
    private static final int STAGES = 100;

    private final AtomicInteger sent = new AtomicInteger();

    /** Passes requests on and counts them. */
    private final HttpClient counting = new HttpClient() {
        @Override
        public Mono<HttpResponse> send(HttpRequest request) {
            sent.incrementAndGet();
            return HTTP.send(request);
        }
    };

    @Test
    void isReadByOneRequestHoweverMuchWasOrdered(Azurite azurite) {
        MutableClock clock = MutableClock.atNoon();
        Codec codec = new Codec();
        try (Store store = AzureStorageStore.open(
                new StorageSettings.ConnectionString(azurite.connectionString()), counting, UUID::randomUUID)) {
            OrderBook book = new OrderBook(store.records(), codec, clock);
            store.records()
                    .writeAll(IntStream.range(0, STAGES)
                            .mapToObj(number ->
                                    new RuleStage("counted-" + number, Mode.TICKET, "pat", "slowly", clock.instant()))
                            .<Change>map(stage -> new Change.Put(OrderRows.stage(stage.rule()), codec.write(stage)))
                            .toList());
            sent.set(0);

            Orders now = book.now();

            assertThat(sent).hasValue(1);
            assertThat(now.stages()).hasSizeGreaterThanOrEqualTo(STAGES);
        }
    }
}
