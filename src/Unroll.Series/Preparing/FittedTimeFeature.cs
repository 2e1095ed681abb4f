using System.Text.Json.Nodes;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>A fitted step whose columns are functions of the stamps alone: the calendar, holidays, office hours, Fourier terms.</summary>
/// <param name="step">The step.</param>
/// <param name="feature">The columns.</param>
/// <param name="saved">What is saved besides the settings; null for nothing.</param>
/// <param name="takesNumberedRows">Whether numbered rows are allowed.</param>
internal sealed class FittedTimeFeature(PreparingStep step, TimeFeature feature, JsonObject? saved = null, bool takesNumberedRows = false)
    : FittedStep<PreparingStep>(step, [])
{
    // Columns are computed side by side as far as they take little memory together.
    private const int LargestPass = 16_000_000;

    public override IReadOnlyList<string> FutureCovariates => feature.Names;

    /// <summary>The step for series, after checking that they have stamps and none of its columns.</summary>
    public FittedTimeFeature Checked(SeriesSet training)
    {
        StepColumns.RequireNew(training, feature.Names, Name);
        StepColumns.RequireStamps(training, takesNumberedRows ? 1 : 0, Name);
        return this;
    }

    public override Frame Transform(Frame frame, string id)
    {
        if (!takesNumberedRows)
        {
            StepColumns.RequireStamps(frame.Time, Name, id);
        }

        int together = Math.Clamp(LargestPass / Math.Max(1, frame.RowCount), 1, feature.Names.Count);
        return frame.With(Enumerable.Range(0, feature.Names.Count).Chunk(together)
            .SelectMany(some => some.Zip(feature.Columns(frame.Time, some[0], some.Length), (j, column) => (feature.Names[j], column))));
    }

    protected override void Save(JsonObject json)
    {
        foreach ((string key, JsonNode? value) in saved ?? [])
        {
            json[key] = value?.DeepClone();
        }
    }
}
