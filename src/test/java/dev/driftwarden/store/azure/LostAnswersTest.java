package dev.driftwarden.store.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftwarden.store.Change;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.StoreContract;
import dev.driftwarden.store.StoreException;
import dev.driftwarden.store.StoreOutcome;
import dev.driftwarden.store.StoredRecord;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A write is refused only for what others did, never for its own first try. */
@ExtendWith(AzuriteExtension.class)
final class LostAnswersTest {
    private LostAnswers between;
    private AzureStorageStore store;
    private Records records;
    private RecordKey key;

    @BeforeEach
    void open(Azurite azurite) throws IOException {
        between = new LostAnswers(azurite.tablePort());
        String connection = Azurite.connectionString(azurite.blobPort(), azurite.queuePort(), between.port());
        store = AzureStorageStore.open(
                new StorageSettings.ConnectionString(connection), StorageHttp.client(), UUID::randomUUID);
        records = store.records();
        key = new RecordKey("lost", StoreContract.unique("p"), "r");
        records.write(new Change.Put(new RecordKey("lost", "p", "warm"), "{}"));
    }

    @AfterEach
    void close() {
        store.close();
        between.close();
    }

    @Test
    void anInsertWhoseAnswerWasLostIsStillOurs() {
        between.lose(1);
        assertThat(records.write(new Change.Insert(key, "1"))).isEqualTo(StoreOutcome.OK);

        between.lose(1);
        assertThat(records.write(new Change.Insert(key, "2"))).isEqualTo(StoreOutcome.EXISTS);
        assertThat(records.get(key)).get().extracting(StoredRecord::json).isEqualTo("1");
    }

    @Test
    void aReplaceWhoseAnswerWasLostIsStillOurs() {
        records.write(new Change.Insert(key, "1"));
        StoredRecord read = records.get(key).orElseThrow();

        between.lose(1);
        assertThat(records.write(new Change.Replace(key, "2", read.etag()))).isEqualTo(StoreOutcome.OK);
        between.lose(1);
        assertThat(records.write(new Change.Replace(key, "3", read.etag()))).isEqualTo(StoreOutcome.STALE);
        assertThat(records.get(key)).get().extracting(StoredRecord::json).isEqualTo("2");
    }

    @Test
    void aDeleteWhoseAnswerWasLostIsDone() {
        records.write(new Change.Insert(key, "1"));

        between.lose(1);
        assertThat(records.write(new Change.Delete(key, null))).isEqualTo(StoreOutcome.OK);
        assertThat(records.write(new Change.Delete(key, null))).isEqualTo(StoreOutcome.MISSING);
    }

    @Test
    void aTransactionWhoseAnswerWasLostIsStillOurs() {
        RecordKey other = new RecordKey("lost", key.partition(), "other");
        List<Change> changes = List.of(new Change.Insert(key, "1"), new Change.Insert(other, "1"));

        between.lose(1);
        assertThat(records.writeAll(changes)).isEqualTo(StoreOutcome.OK);
        between.lose(1);
        assertThat(records.writeAll(changes)).isEqualTo(StoreOutcome.EXISTS);
    }

    @Test
    void waitsOutABusyService() {
        between.refuse(2);
        assertThat(records.write(new Change.Insert(key, "1"))).isEqualTo(StoreOutcome.OK);
        between.refuse(2);
        assertThat(records.get(key)).isPresent();
        between.refuse(1);
        assertThat(records.page("lost", key.partition(), "", null, 10).items()).hasSize(1);
    }

    @Test
    void givesUpAfterFourTries() {
        int before = between.requests();
        between.refuse(100);

        assertThatThrownBy(() -> records.write(new Change.Insert(key, "1")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("writing to lost");
        assertThat(between.requests() - before).isEqualTo(4);
    }
}
