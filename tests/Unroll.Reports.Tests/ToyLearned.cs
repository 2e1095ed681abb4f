using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Series.Frames;
using Unroll.Tasks.Learning;

namespace Unroll.Reports.Tests;

/// <summary>What the toy task learned: names.</summary>
internal sealed class ToyLearned(string subject, params string[] inputNames) : LearnedTask
{
    public override Shape InputShape => Shape.Sequence(1, Math.Max(1, inputNames.Length));

    public override IReadOnlyList<string> InputNames => inputNames;

    public override IReadOnlyList<string> Columns => inputNames;

    public string Subject => subject;

    public override void CheckHead(Model network) => throw new NotSupportedException("It only reports.");

    public override Loss CreateLoss(Model network) => throw new NotSupportedException("It only reports.");

    public override JsonObject ToJson() => throw new NotSupportedException("It only reports.");

    public override PartEvaluation Evaluate(SeriesSet series, Ensemble networks, int threads) =>
        throw new NotSupportedException("It only reports.");

    public override PredictionTable Predict(SeriesSet series, Ensemble networks, SettingValues options, int threads) =>
        throw new NotSupportedException("It only reports.");
}
