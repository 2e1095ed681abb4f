using Unroll.Tasks.Learning;

namespace Unroll.Reports.Tests;

/// <summary>Scores that a test gives.</summary>
internal sealed class ToyEvaluation(string part, int samples, Scores model, params (string Name, Scores Scores)[] baselines)
    : PartEvaluation(part, model, [.. baselines.Select(baseline => KeyValuePair.Create(baseline.Name, baseline.Scores))])
{
    public override int Samples => samples;

    public override SignificanceTest? Significance => Test;

    public SignificanceTest? Test { get; init; }

    public override PredictionTable Predictions => new([], []);
}
