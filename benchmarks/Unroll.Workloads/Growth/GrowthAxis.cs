using Unroll.Workloads.Table;

namespace Unroll.Workloads.Growth;

/// <summary>One size that grows while the others stay as they are.</summary>
/// <param name="Name">Name of the size, in files.</param>
/// <param name="Label">What it is called in charts.</param>
/// <param name="Values">Its values, growing.</param>
/// <param name="At">The network and batch at a value.</param>
/// <param name="Series">What is measured along it.</param>
internal sealed record GrowthAxis(
    string Name, string Label, IReadOnlyList<int> Values, Func<int, Workload> At, IReadOnlyList<GrowthSeries> Series)
{
    /// <summary>The sizes that stay as they are, in words.</summary>
    public string Fixed
    {
        get
        {
            Workload workload = At(Values[0]);
            (string Name, string Words)[] sizes =
            [
                ("timesteps", $"{workload.Timesteps} timesteps"), ("batch", $"batch of {workload.Batch}"),
                ("units", $"{workload.Units} hidden units"),
                ("features", $"{workload.Features} features"),
            ];
            return string.Join(", ", sizes.Where(size => size.Name != Name).Select(size => size.Words));
        }
    }
}

/// <summary>A way to train whose growth is measured.</summary>
/// <param name="Name">Its name.</param>
/// <param name="GradientCheckpointing">Whether segments of time are computed again instead of remembered.</param>
internal sealed record GrowthSeries(string Name, bool GradientCheckpointing);
