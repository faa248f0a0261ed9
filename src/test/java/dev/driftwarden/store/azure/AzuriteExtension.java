package dev.driftwarden.store.azure;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One storage emulator for all tests of the run, given to whoever has a parameter of type {@link Azurite}. Where it is not
 * installed the tests are skipped; with {@code CI=true} they fail.
 */
public final class AzuriteExtension implements BeforeAllCallback, ParameterResolver {
    private static final String MISSING = "Azurite is not installed: run `npm ci` in src/test/npm";

    @Override
    public void beforeAll(ExtensionContext context) {
        boolean installed = Azurite.executable().isPresent();
        if (!installed && "true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(MISSING);
        }
        assumeTrue(installed, MISSING);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Azurite.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.GLOBAL)
                .computeIfAbsent(Azurite.class, type -> Azurite.inMemory(), Azurite.class);
    }
}
