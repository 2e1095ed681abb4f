using Unroll.Workloads.Table;
using Unroll.Workloads.Timing;

namespace Unroll.Workloads.Growth;

/// <summary>What was measured at one value of one axis.</summary>
/// <param name="Axis">The axis.</param>
/// <param name="Series">The way to train.</param>
/// <param name="Value">The value.</param>
/// <param name="Times">How long a training step takes.</param>
/// <param name="Bytes">
/// What is allocated until the first step has ended: the buffers of the passes, gradients, the optimizer's state, packed weights.
/// </param>
internal sealed record GrowthPoint(GrowthAxis Axis, GrowthSeries Series, int Value, StepTimes Times = default, long Bytes = 0)
{
    /// <summary>The network and batch.</summary>
    public Workload Workload => Axis.At(Value) with { GradientCheckpointing = Series.GradientCheckpointing };
}

/// <summary>A whole run.</summary>
/// <param name="Machine">What it ran on.</param>
/// <param name="Date">When it ended.</param>
/// <param name="Threads">Threads that trained.</param>
/// <param name="OtherWork">The share of all cores that others used in the meantime; null where it is unknown.</param>
/// <param name="Points">Axis by axis, series by series, in the order of the values.</param>
internal sealed record GrowthRun(Machine Machine, DateTimeOffset Date, int Threads, double? OtherWork, IReadOnlyList<GrowthPoint> Points)
{
    /// <summary>The points of a series along an axis, in the order of the values.</summary>
    public IReadOnlyList<GrowthPoint> Of(GrowthAxis axis, GrowthSeries series) => [
        .. Points.Where(point => point.Axis == axis && point.Series == series)];

    /// <summary>The power of the size by which a quantity has grown between two points.</summary>
    public static double Exponent(GrowthPoint from, GrowthPoint to, Func<GrowthPoint, double> quantity) =>
        Math.Log(quantity(to) / quantity(from)) / Math.Log(to.Value / (double)from.Value);
}
