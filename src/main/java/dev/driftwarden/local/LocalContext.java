package dev.driftwarden.local;

import com.microsoft.azure.functions.ExecutionContext;
import java.util.logging.Logger;

/** What a function may know about its invocation; its log lines go to the process's own log. */
record LocalContext(String function, String invocation) implements ExecutionContext {

    @Override
    public Logger getLogger() {
        return Logger.getLogger("Function." + function);
    }

    @Override
    public String getInvocationId() {
        return invocation;
    }

    @Override
    public String getFunctionName() {
        return function;
    }
}
