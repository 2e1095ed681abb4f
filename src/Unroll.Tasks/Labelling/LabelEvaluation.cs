using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Labelling;

/// <summary>The evaluation of a labelling on a part of the series, over all steps that have a label.</summary>
public abstract class LabelEvaluation : PartEvaluation
{
    /// <summary>Name of the baseline that gives each step the most frequent label of the training part.</summary>
    public const string MostFrequentName = "most-frequent";

    /// <summary>Name of the baseline that gives each step the mean of the training part, where labels are numbers.</summary>
    public const string MeanName = "mean";

    /// <summary>
    /// Name of the baseline that gives each step the last label that is known before it. It is told more than a network, true labels, so
    /// that a run is not judged by it; there is none beside networks that see later steps.
    /// </summary>
    public const string LastKnownName = "last-known";

    /// <summary>Name of the baseline that is linear in the steps around each.</summary>
    public const string LinearName = "linear";

    private protected LabelEvaluation(
        string part, Scores model, IReadOnlyList<KeyValuePair<string, Scores>> baselines, int series, int steps)
        : base(part, model, baselines) => (SeriesCount, Samples) = (series, steps);

    /// <summary>Number of series.</summary>
    public int SeriesCount { get; }

    /// <summary>Number of steps that have a label.</summary>
    public override int Samples { get; }

    /// <inheritdoc/>
    public override string Title => string.Create(
        CultureInfo.InvariantCulture,
        $"{Part}, {CountFormatter.Format(Samples, "steps")} of {CountFormatter.Format(SeriesCount, "series")}");

    /// <summary>The networks beside the baselines that are told no true label of the part.</summary>
    public override BaselineComparison Comparison
    {
        get
        {
            BaselineComparison all = base.Comparison;
            return all with { Baselines = [.. all.Baselines.Where(baseline => baseline.Key != LastKnownName)] };
        }
    }

    /// <summary>The time of a step as tables have it: its stamp, or its number from 1.</summary>
    internal static object TimeOf(TimeIndex time, int step) => time.IsNumbered ? step + 1 : time.Text(step);
}
