package dev.memorysystem.injection;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodWorkloadTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {generateName: web-7c9d8f-, labels: {pod-template-hash: 7c9d8f}, ownerReferences: [{kind: ReplicaSet, name: web-7c9d8f, controller: true}]} | Deployment/web
          {generateName: web-, labels: {pod-template-hash: other}, ownerReferences: [{kind: ReplicaSet, name: web-7c9d8f, controller: true}]}         | ReplicaSet/web-7c9d8f
          {generateName: web-, ownerReferences: [{kind: ReplicaSet, name: web, controller: true}]}                    | ReplicaSet/web
          {name: db-0, ownerReferences: [{kind: StatefulSet, name: db, controller: true}]}                            | StatefulSet/db
          {generateName: log-, ownerReferences: [{kind: DaemonSet, name: log, controller: true}]}                     | DaemonSet/log
          {generateName: once-, ownerReferences: [{kind: Job, name: once, controller: true}]}                         | Job/once
          {generateName: nightly-29372160-, ownerReferences: [{kind: Job, name: nightly-29372160, controller: true}]} | CronJob/nightly
          {generateName: byhand-29372160-, ownerReferences: [{kind: Job, name: byhand-29372160, controller: true}]}   | Job/byhand-29372160
          {name: x-1, ownerReferences: [{kind: CloneSet, name: x, controller: true}]}                                 | CloneSet/x
          {name: etcd-node, ownerReferences: [{kind: Node, name: node, controller: true}]}                            | Pod/etcd-node
          {name: alone, ownerReferences: [{kind: ConfigMap, name: x}]}                                                | Pod/alone
          {generateName: alone-}                                                                                      | Pod/alone
          {generateName: alone}                                                                                       | Pod/alone
          {labels: {}}                                                                                                | Pod/unnamed
          """)
  void theOwnerAPersonKnows(String metadata, String expected) {
    FakeLookups lookups = new FakeLookups();
    lookups.cronJobs.add("nightly");
    Pod pod = Pods.pod(metadata, "{containers: [{name: a}]}");

    PodWorkload workload = PodWorkload.of(pod, "shop", lookups);

    assertThat(workload.kind() + "/" + workload.name()).isEqualTo(expected);
  }
}
