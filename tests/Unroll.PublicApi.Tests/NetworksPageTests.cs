using System.Numerics.Tensors;
using System.Text.RegularExpressions;
using Unroll.Catalogue;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.PublicApi.Tests;

/// <summary>The layer, the loss and the metric of docs/networks.md: the page has the lines between the marks, which are run.</summary>
public sealed partial class NetworksPageTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"unroll-{Guid.NewGuid():N}.safetensors");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Own_blocks_of_the_page_are_trained_saved_and_loaded()
    {
        #region page
        GradientCheck.Run(new Scaling(2), Shape.Sequence(6, 3), new() { Lengths = [6, 2, 4] }).Require();
        GradientCheck.Run(new LogCosine(), Shape.Vector(2)).Require();
        #endregion

        #region page
        Layer.Catalogue.Register(Scaling.Entry);
        Loss.Catalogue.Register(LogCosine.Entry);
        Metric.Catalogue.Register(WithinTenth.Entry);
        var model = new Sequential(new Input(10, 1), new Scaling(2), new Gru(4), new Dense(1));
        model.Compile(new Adam(0.01f), new LogCosine(), new WithinTenth());
        #endregion
        float[,,] inputs = new float[16, 10, 1];
        float[,] targets = new float[16, 1];
        for (int sample = 0; sample < 16; sample++)
        {
            for (int timestep = 0; timestep < 10; timestep++)
            {
                inputs[sample, timestep, 0] = MathF.Sin(sample + (0.3f * timestep));
            }

            targets[sample, 0] = MathF.Sin(sample + 3);
        }

        History history = model.Fit(inputs, targets, new FitOptions { Epochs = 30 });
        model.Save(_path);
        Model loaded = Model.Load(_path);

        Assert.True(history.Epochs[^1].Loss < history.Epochs[0].Loss);
        Assert.Equal(model.Predict(inputs), loaded.Predict(inputs));
        Tensor<float> predicted = model.Predict(inputs);
        double near = Enumerable.Range(0, 16).Count(row => Math.Abs(predicted[row, 0] - targets[row, 0]) < 0.1f) / 16.0;
        Assert.Equal(near, loaded.Evaluate(inputs, targets).Metrics["within-tenth"], 5);
    }

    [Fact]
    public void The_page_has_these_lines()
    {
        string page = Lines(File.ReadAllText(Repository.PathOf("docs", "networks.md")));
        string source = File.ReadAllText(Repository.PathOf("tests", "Unroll.PublicApi.Tests", "NetworksPageTests.cs"));
        string[] regions = [.. MarkedRegion().Matches(source).Select(match => Lines(match.Groups[1].Value))];

        Assert.Equal(4, regions.Length);
        Assert.All(regions, region => Assert.Contains(region, page, StringComparison.Ordinal));
    }

    private static string Lines(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex(@"^\s*#region page\r?\n(.*?)^\s*#endregion", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex MarkedRegion();
}

#region page
internal sealed class Scaling(float factor) : UnaryLayer
{
    private static readonly Setting<Scaling, float> _factor =
        new("factor", Unroll.Catalogue.Kind.Single(), layer => layer.Factor, "The factor.") { DefaultValue = 1 };

    public static Entry<Layer> Entry { get; } =
        new("scaling", typeof(Scaling), "Multiplies by a number.", [_factor], values => new Scaling(values.Get(_factor)));

    public float Factor => factor;

    public override Shape GetOutputShape(Shape input) => input;

    public override void Forward(LayerWorkspace workspace, TimeMajorSpan input, TimeMajorSpan output, PassContext context)
    {
        for (int i = 0; i < input.Values.Length; i++)
        {
            output.Values[i] = factor * input.Values[i];
        }
    }

    public override void Backward(
        LayerWorkspace workspace, TimeMajorSpan input, TimeMajorSpan output, TimeMajorSpan outputGradient, TimeMajorSpan inputGradient,
        PassContext context)
    {
        for (int i = 0; i < inputGradient.Values.Length; i++)
        {
            inputGradient.Values[i] = factor * outputGradient.Values[i];
        }
    }
}
#endregion

#region page
internal sealed class LogCosine : StepLoss
{
    public static Entry<Loss> Entry { get; } =
        new("log-cosine", typeof(LogCosine), "The logarithm of the hyperbolic cosine of the error.", [], _ => new LogCosine());

    // The loss of a timestep, and its gradient with respect to the prediction, times scale.
    protected override double Term(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> gradient, float scale)
    {
        double sum = 0;
        for (int i = 0; i < prediction.Length; i++)
        {
            double error = prediction[i] - target[i];
            sum += Math.Log(Math.Cosh(error));
            gradient[i] = (float)Math.Tanh(error) * scale;
        }

        return sum;
    }
}

internal sealed class WithinTenth : StepMetric
{
    public static Entry<Metric> Entry { get; } =
        new("within-tenth", typeof(WithinTenth), "The share of predictions less than 0.1 off.", [], _ => new WithinTenth());

    public override bool HigherIsBetter => true;

    // Sums, which are added up over batches and threads: predictions that are near, and all.
    public override int GetSlotCount(int features) => 2;

    public override double Result(ReadOnlySpan<double> slots) => slots[0] / slots[1];

    // Called for each timestep of each row that is no padding.
    protected override void Add(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, double weight, Span<double> slots)
    {
        for (int i = 0; i < prediction.Length; i++)
        {
            slots[0] += Math.Abs(prediction[i] - target[i]) < 0.1f ? weight : 0;
            slots[1] += weight;
        }
    }
}
#endregion
