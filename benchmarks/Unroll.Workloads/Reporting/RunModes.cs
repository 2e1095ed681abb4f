using Unroll.Workloads.Table;

namespace Unroll.Workloads.Reporting;

/// <summary>Names of the modes in documents and tables.</summary>
internal static class RunModes
{
    /// <summary><c>train</c> or <c>infer</c>.</summary>
    public static string Name(RunMode mode) => mode == RunMode.Train ? "train" : "infer";
}
