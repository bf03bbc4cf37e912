package io.ohmykube.processes;

import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.repository.ProcessDefinition;

/**
 * Removes what the engine remembers of process instances that ended longer ago than their process wants it kept. The engine
 * could do so by itself, within hours of the night alone and with tables of its own that it counts in.
 */
final class ForgetHistory implements JavaDelegate {
    private static final int AT_ONCE = 200;

    @Override
    public void execute(DelegateExecution execution) {
        HistoryService history = execution.getProcessEngineServices().getHistoryService();
        for (ProcessDefinition process : execution
                .getProcessEngineServices()
                .getRepositoryService()
                .createProcessDefinitionQuery()
                .list()) {
            Integer days = process.getHistoryTimeToLive();
            if (days != null) {
                forget(
                        history,
                        process.getId(),
                        Date.from(ClockUtil.getCurrentTime().toInstant().minus(Duration.ofDays(days))));
            }
        }
    }

    private static void forget(HistoryService history, String process, Date before) {
        List<String> old = history
                .createHistoricProcessInstanceQuery()
                .processDefinitionId(process)
                .finishedBefore(before)
                .listPage(0, AT_ONCE)
                .stream()
                .map(HistoricProcessInstance::getId)
                .toList();
        if (!old.isEmpty()) {
            history.deleteHistoricProcessInstancesIfExists(old);
        }
    }
}
