using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;

namespace Unroll.PublicApi.Tests.Toys;

/// <summary>A step of a user: takes a share of the largest value of the training part off all columns, and adds it again.</summary>
internal sealed class ToyStep(double share) : PreparingStep
{
    private static readonly Setting<ToyStep, double> _share =
        new("share", Kind.Number(NumberRange.Share), step => step.Share, "The share of the largest value.") { DefaultValue = 0.5 };

    public static StepEntry Entry { get; } = new(
        "toy",
        typeof(ToyStep),
        "Takes a share of the largest value off.",
        [_share],
        values => new ToyStep(values.Get(_share)),
        json => new Fitted(json["level"]!.GetValue<double>()))
    {
        Shorthand = _share,
        Example = "toy: 0.25",
    };

    public double Share { get; } = share;

    public override string Name => "toy";

    public override FittedStep Fit(SeriesSet training) =>
        new Fitted(Share * training.Items.Max(item => item.Frame.ColumnNames.Max(name => item.Frame.Column(name).ToArray().Max())));

    private sealed class Fitted(double level) : FittedStep
    {
        public override string Name => "toy";

        public override Frame Transform(Frame frame, string id) => frame.ColumnNames.Aggregate(
            frame, (result, name) => result.With(name, [.. frame.Column(name).ToArray().Select(value => value - level)]));

        public override void Inverse(string id, string column, TimeIndex time, ReadOnlySpan<double> before, Span<double> values)
        {
            foreach (ref double value in values)
            {
                value += level;
            }
        }

        public override JsonObject ToJson() => new() { ["level"] = level };
    }
}
