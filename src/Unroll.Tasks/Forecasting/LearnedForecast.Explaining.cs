using Unroll.Models;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Series.Windowing;
using Unroll.Tasks.Explaining;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Forecasting;

/// <content>Windows to look inside a network with.</content>
public sealed partial class LearnedForecast
{
    /// <inheritdoc/>
    internal override IReadOnlyList<OutputHead> NumberHeads => Heads;

    /// <inheritdoc/>
    internal override IReadOnlyList<string> NumberTargets => _recipe.Data.Targets;

    /// <summary>All windows of the data that are followed by a horizon of rows.</summary>
    /// <inheritdoc/>
    public override ExplainableSamples? Explainable(SeriesSet series, Model network)
    {
        SeriesSet history = Preparation.Reshape(series).History;
        RequireRows(history.LongestLength, "An explanation", _layout.Gap + _layout.Horizon);
        PreparedSet prepared = Preparation.Transform(history);
        return Explainable(new SeriesWindows(
            [.. prepared.Items.Select(item => Windowed(item, new RowRange(0, item.Frame.RowCount), _layout, Preparation))],
            _columns, _layout with { SkipMissing = true }));
    }

    /// <summary>Windows as the networks take them.</summary>
    internal ExplainableSamples Explainable(SeriesWindows windows)
    {
        SeriesWindows taken = ForecastTask.IsRecursive(_recipe) ? windows.Ahead(0) : windows;
        return new ExplainableSamples(
            ForecastTask.IsSequenceToSequence(_recipe) ? new PreviousRows(taken, taken) : taken,
            sample => taken.Series(taken.SeriesOf(sample)).Id)
        {
            EndOf = sample => taken.Series(taken.SeriesOf(sample)).Frame.Time.Text(taken.Origin(sample)),
        };
    }
}
