package io.ohmykube.workers.delegate;

import io.ohmykube.config.HookPoint;
import io.ohmykube.workers.contract.StepEvent;
import io.ohmykube.workers.contract.StepFacts;
import io.ohmykube.workers.kubeadm.AddressMending;
import io.ohmykube.workers.kubeadm.ApiCertificate;
import io.ohmykube.workers.kubeadm.Kubeadm;
import io.ohmykube.workers.needs.ClusterNeeds;
import io.ohmykube.workers.node.NodeSetup;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** The beans that processes name: a delegate per service task, each inside its guard, and {@code lists}. */
public final class StepRegistry {

    private final Workbench bench;
    private final NodeRecords records;
    private final StepGuard.Surroundings around;
    private final Map<String, Object> beans = new TreeMap<>();
    private final Map<String, StepFacts> facts = new LinkedHashMap<>();

    public StepRegistry(Workbench bench) {
        this.bench = bench;
        records = new NodeRecords(bench.clusters());
        around = new StepGuard.Surroundings(
                bench.listener(), bench.history(), new Repairs(records), new JobRetries(), bench.clock());
        register();
    }

    /** The beans by name. */
    public Map<String, Object> beans() {
        return Map.copyOf(beans);
    }

    /** The names of the beans that service tasks may have as delegates. */
    public Set<String> steps() {
        return Set.copyOf(facts.keySet());
    }

    /** What is to be known of each step, by the name of its bean, in the order in which a reader meets them. */
    public Map<String, StepFacts> catalogue() {
        return Collections.unmodifiableMap(facts);
    }

    private void register() {
        NodeFinder nodes = new NodeFinder(
                bench.clusters(),
                bench.launchers(),
                bench.remotes(),
                bench.deadlines().patience());
        AddOnParts addOns = new AddOnParts(bench.addOns(), bench.manifests(), bench.cache());
        ClusterNeeds needs = new ClusterNeeds(bench.catalogue(), bench.addOns(), bench.manifests());
        beans.put("lists", new Lists());
        shared(nodes, needs);
        NodeSetup setup = new NodeSetup(bench.cache(), bench.catalogue(), needs);
        machines(nodes, needs, setup);
        members(nodes);
        addOns(nodes, addOns);
        departures(nodes);
        rests(nodes, setup);
        endings(nodes, addOns);
    }

    private void shared(NodeFinder nodes, ClusterNeeds needs) {
        step("fetchPackages", new FetchPackagesDelegate(nodes, bench.cache(), needs));
        step("fetchImages", new FetchImagesDelegate(nodes, bench.cache(), needs));
        step("createKeys", new CreateKeysDelegate(bench.keys()));
        step("prepareLauncher", new PrepareLauncherDelegate(nodes, endpoint(nodes)));
    }

    private Kubeadm kubeadm() {
        return new Kubeadm(bench.catalogue(), bench.deadlines().patience());
    }

    private ApiEndpoint endpoint(NodeFinder nodes) {
        return new ApiEndpoint(nodes, bench.keys(), bench.remotes());
    }

    private ApiNaming naming(NodeFinder nodes) {
        return new ApiNaming(nodes, kubeadm(), endpoint(nodes));
    }

    private void machines(NodeFinder nodes, ClusterNeeds needs, NodeSetup setup) {
        step(
                "createMachine",
                new CreateMachineDelegate(
                        nodes, bench.keys(), bench.remotes(), records, new MachineSlots(), this::progress));
        step("reachMachine", new ReachMachineDelegate(nodes, records, bench.deadlines()));
        step("hooksBeforeSystem", new RunHooksDelegate(nodes, HookPoint.PRE_SYSTEM_INIT));
        step("hooksAfterSystem", new RunHooksDelegate(nodes, HookPoint.POST_SYSTEM_INIT));
        step("hooksBeforeKubernetes", new RunHooksDelegate(nodes, HookPoint.PRE_K8S_INIT));
        step("hooksAfterKubernetes", new RunHooksDelegate(nodes, HookPoint.POST_K8S_INIT));
        step("uploadFiles", new UploadFilesDelegate(nodes));
        step("prepareSystem", new PrepareSystemDelegate(nodes, setup));
        step("installPackages", new InstallPackagesDelegate(nodes, setup));
        step("configureRuntime", new ConfigureRuntimeDelegate(nodes, setup));
        step("importImages", new ImportImagesDelegate(nodes, setup, needs, bench.cache(), records));
        step("loadImages", new LoadImagesDelegate(nodes, setup, new Lists()));
        step("removeMachine", new RemoveMachineDelegate(nodes, bench.remotes(), records));
    }

    private void members(NodeFinder nodes) {
        Kubeadm kubeadm = kubeadm();
        step("initControlPlane", new InitControlPlaneDelegate(nodes, kubeadm, records, endpoint(nodes)));
        step("joinNode", new JoinNodeDelegate(nodes, kubeadm, records, endpoint(nodes)));
        step("nameApi", new NameApiDelegate(naming(nodes)));
        step("shareApi", new ShareApiDelegate(nodes, endpoint(nodes), new ApiCertificate(bench.catalogue())));
        step("resetNode", new ResetNodeDelegate(nodes, kubeadm));
        step(
                "restoreMachine",
                new RestoreMachineDelegate(nodes, kubeadm, bench.remotes(), records, bench.clusters(), bench.clock()));
        step("applyNodeMetadata", new ApplyNodeMetadataDelegate(nodes));
        step("saveKubeconfig", new SaveKubeconfigDelegate(nodes, kubeadm, bench.clusters(), bench.userKubeconfig()));
    }

    private void addOns(NodeFinder nodes, AddOnParts addOns) {
        step("applyAddOn", new ApplyAddOnDelegate(nodes, addOns));
        step("awaitAddOn", new AwaitAddOnDelegate(nodes, addOns, bench.history(), bench.deadlines()));
        step("configureAddOn", new ConfigureAddOnDelegate(nodes, addOns));
    }

    private void departures(NodeFinder nodes) {
        LeavingNode leaving = new LeavingNode(nodes);
        step("withdrawControlPlane", new WithdrawControlPlaneDelegate(nodes, records, endpoint(nodes), naming(nodes)));
        step("removeEtcdMember", new RemoveEtcdMemberDelegate(nodes, kubeadm()));
        step("drainNode", new DrainNodeDelegate(leaving, bench.deadlines()));
        step("deleteNodeObject", new DeleteNodeObjectDelegate(leaving));
        step("forgetNode", new ForgetNodeDelegate(nodes, bench.clusters()));
        step("disposeLauncher", new DisposeLauncherDelegate(nodes));
        step("removeKubeconfig", new RemoveKubeconfigDelegate(bench.userKubeconfig()));
    }

    private void rests(NodeFinder nodes, NodeSetup setup) {
        StepDelegate reach = new ReachMachineDelegate(nodes, records, bench.deadlines());
        step("cordonNode", new CordonNodeDelegate(nodes));
        step("stopMachine", new StopMachineDelegate(nodes, records));
        step("markStopped", new MarkStoppedDelegate(bench.clusters()));
        step("startMachine", new StartMachineDelegate(nodes, records, reach));
        AddressMending mending = new AddressMending(bench.catalogue());
        step("mendNode", new MendNodeDelegate(nodes, setup, kubeadm(), endpoint(nodes), mending));
        step("mendCluster", new MendClusterDelegate(nodes, mending));
        step("awaitNode", new AwaitNodeDelegate(nodes, bench.deadlines()));
        step("uncordonNode", new UncordonNodeDelegate(nodes));
    }

    private void endings(NodeFinder nodes, AddOnParts addOns) {
        NodeReadiness readiness = new NodeReadiness(
                records, bench.history(), new AbsentNodes(bench.launchers(), bench.remotes()), bench.deadlines());
        step("verifyNodes", new VerifyNodesDelegate(nodes, readiness, bench.clusters(), bench.clock()));
        step("verifyCluster", new VerifyClusterDelegate(nodes, addOns, readiness, bench.deadlines()));
        step("smokeTest", new SmokeTestDelegate(nodes, bench.catalogue(), bench.deadlines()));
        step("markReady", new MarkReadyDelegate(bench.clusters(), bench.clock()));
    }

    private void step(String name, StepDelegate step) {
        StepFacts known = step.facts();
        facts.put(name, known);
        beans.put(name, new StepGuard(step, Set.copyOf(known.raises()), around));
    }

    private void progress(DelegateExecution execution, String message) {
        int attempt = bench.history()
                .attempts(StepRun.root(execution), execution.getCurrentActivityId(), StepRun.concerned(execution));
        bench.listener()
                .on(StepRun.of(execution, Math.max(attempt, 1))
                        .event(bench.clock().instant(), StepEvent.Kind.PROGRESS, null, message));
    }
}
