package dev.driftwarden.azure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.world.Read;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DirectoryFieldsTest {
    private static final String ID = "5d6b6bb7-de71-4623-b4af-96380a352509";
    private static final String GET = "GET /v1.0/users/" + ID;

    private final ScriptedAzure azure = new ScriptedAzure();
    private final RecordedPause time = new RecordedPause();
    private final LiveWorld world = new LiveWorld(
            new AzureConnection(AzureSettings.practice(azure.endpoint()), time, time), id -> new Read.Absent());

    @AfterEach
    void stop() {
        azure.close();
    }

    @Test
    void asksForWhatGraphLeavesOutOfAUser() {
        azure.on(GET, 200, "{\"id\":\"" + ID + "\",\"accountEnabled\":true}");

        assertThat(user()).isInstanceOf(Read.Found.class);

        assertThat(azure.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.uri())
                        .contains("$select=id,", "accountEnabled", "userType", "signInActivity"));
    }

    @Test
    void doesWithoutTheSignInsThatATenantWithoutLicenceMayNotRead() {
        azure.on(GET, 403, "{\"error\":{\"code\":\"Authentication_RequestFromNonPremiumTenantOrB2CTenant\"}}");
        azure.on(GET, 200, "{\"id\":\"" + ID + "\",\"accountEnabled\":true}");

        assertThat(user()).isInstanceOf(Read.Found.class);

        assertThat(azure.requests()).hasSize(2);
        assertThat(azure.requests().get(1).uri()).contains("accountEnabled").doesNotContain("signInActivity");
    }

    private Read user() {
        return world.get(ResourceId.parse("/graph/users/" + ID), "v1.0");
    }
}
