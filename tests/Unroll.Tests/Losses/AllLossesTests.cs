using Unroll.Data;
using Unroll.Losses;
using Unroll.Probability;

namespace Unroll.Tests.Losses;

/// <summary>What every loss must do, with every option: its gradient, its weights, its name.</summary>
public sealed class AllLossesTests
{
    private const int Rows = 5;
    private const int Timesteps = 2;
    private const int Features = 6;

    private static readonly float[] _weights = [0.5f, 2, 0, 1, 3, 1];
    private static readonly float[] _yesAndNo = [0.5f, 3];

    private static readonly Dictionary<string, (Loss Loss, Kind Kind)> _losses = new()
    {
        ["mean-squared-error"] = (new MeanSquaredError(), Kind.Real),
        ["mean-absolute-error"] = (new MeanAbsoluteError(), Kind.Real),
        ["huber"] = (new Huber(0.7f), Kind.Real),
        ["log-cosh"] = (new LogCosh(), Kind.Real),
        ["quantile"] = (new Quantile(0.9f), Kind.Real),
        ["quantiles"] = (new Quantile(0.1f, 0.5f, 0.9f), Kind.Real),
        ["binary"] = (new BinaryCrossEntropy(), Kind.YesNo),
        ["binary from logits"] = (new BinaryCrossEntropy(new() { FromLogits = true }), Kind.YesNoLogits),
        ["binary, smoothed and weighted"] = (new BinaryCrossEntropy(new() { LabelSmoothing = 0.1f, ClassWeights = _yesAndNo }), Kind.YesNo),
        ["binary from logits, smoothed and weighted"] =
            (new BinaryCrossEntropy(new() { FromLogits = true, LabelSmoothing = 0.1f, ClassWeights = _yesAndNo }), Kind.YesNoLogits),
        ["categorical"] = (new CategoricalCrossEntropy(), Kind.Classes),
        ["categorical from logits"] = (new CategoricalCrossEntropy(new() { FromLogits = true }), Kind.ClassLogits),
        ["categorical, smoothed and weighted"] = (new CategoricalCrossEntropy(new() { LabelSmoothing = 0.2f, ClassWeights = _weights }),
            Kind.Classes),
        ["categorical from logits, smoothed and weighted"] =
            (new CategoricalCrossEntropy(new() { FromLogits = true, LabelSmoothing = 0.2f, ClassWeights = _weights }), Kind.ClassLogits),
        ["sparse"] = (new SparseCategoricalCrossEntropy(), Kind.Labels),
        ["sparse from logits"] = (new SparseCategoricalCrossEntropy(new() { FromLogits = true }), Kind.LabelLogits),
        ["sparse from logits, smoothed"] =
            (new SparseCategoricalCrossEntropy(new() { FromLogits = true, LabelSmoothing = 0.2f }), Kind.LabelLogits),
        ["sparse, smoothed and weighted"] = (new SparseCategoricalCrossEntropy(new() { LabelSmoothing = 0.2f, ClassWeights = _weights }),
            Kind.Labels),
        ["sparse from logits, weighted"] = (new SparseCategoricalCrossEntropy(new() { FromLogits = true, ClassWeights = _weights }),
            Kind.LabelLogits),
        ["sparse from logits, smoothed and weighted"] =
            (new SparseCategoricalCrossEntropy(new() { FromLogits = true, LabelSmoothing = 0.2f, ClassWeights = _weights }),
                Kind.LabelLogits),
        ["kullback-leibler"] = (new KullbackLeibler(), Kind.Classes),
        ["kullback-leibler from logits"] = (new KullbackLeibler(fromLogits: true), Kind.ClassLogits),
        ["gaussian"] = (new GaussianLikelihood(), Kind.Real),
        ["student-t"] = (new StudentTLikelihood(), Kind.Real),
        ["poisson"] = (new PoissonLikelihood(), Kind.Counts),
        ["negative-binomial"] = (new NegativeBinomialLikelihood(), Kind.Counts),
    };

    private enum Kind
    {
        Real,
        YesNo,
        YesNoLogits,
        Classes,
        ClassLogits,
        Labels,
        LabelLogits,
        Counts,
    }

    public static TheoryData<string> Names { get; } = new(_losses.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradient_is_the_derivative_of_the_weighted_sum(string name)
    {
        (Loss loss, float[] predictions, float[] targets) = Make(name);
        float[] weights = [.. Enumerable.Range(0, Timesteps * Rows).Select(i => i % 4 * 0.5f)];
        var gradient = new float[predictions.Length];
        double sum = Sum(loss, predictions, targets, weights, gradient, 0.25f);

        Assert.Equal(sum, Sum(loss, predictions, targets, weights, [], 1), 1e-12 * Math.Abs(sum));
        double largest = gradient.Max(value => Math.Abs((double)value));
        Assert.True(largest > 0);
        for (int i = 0; i < predictions.Length; i++)
        {
            double At(float offset)
            {
                float before = predictions[i];
                predictions[i] += offset;
                double actual = (double)predictions[i] - before;
                double value = Sum(loss, predictions, targets, weights, [], 1);
                predictions[i] = before;
                return actual == 0 ? 0 : value;
            }

            // The steps are powers of two, so that offsets are what they say but for the last bits.
            const float Step = 1f / 256;
            double derivative = ((8 * (At(Step) - At(-Step))) - (At(2 * Step) - At(-2 * Step))) / (12 * Step);
            Assert.True(
                Math.Abs(gradient[i] - (0.25 * derivative)) <= 1e-3 * largest,
                $"{name}: element {i} is {gradient[i]} instead of {0.25 * derivative}.");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_weighs_nothing_may_be_anything(string name)
    {
        (Loss loss, float[] predictions, float[] targets) = Make(name);
        int steps = Timesteps * Rows, width = targets.Length / steps;
        float[] weights = [.. Enumerable.Repeat(1f, steps)];
        weights[3] = 0;
        double expected = Enumerable.Range(0, steps).Where(i => i != 3).Sum(i => Sum(
            loss, predictions[(i * Features)..((i + 1) * Features)], targets[(i * width)..((i + 1) * width)], [], [], 1, 1, 1));

        Array.Fill(predictions, float.NaN, 3 * Features, Features);
        Array.Fill(targets, float.NaN, 3 * width, width);
        var gradient = new float[predictions.Length];
        double sum = Sum(loss, predictions, targets, weights, gradient, 1);

        Assert.Equal(expected, sum, 1e-9 * Math.Abs(expected));
        Assert.All(gradient, value => Assert.True(float.IsFinite(value)));
        Assert.All(gradient[(3 * Features)..(4 * Features)], value => Assert.Equal(0, value));
        Assert.Equal(0, Sum(loss, predictions, targets, new float[steps], gradient, 1));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_made_again_from_name_and_settings(string name)
    {
        (Loss loss, float[] predictions, float[] targets) = Make(name);
        Loss again = Loss.Catalogue.Create(Loss.Catalogue.Write(loss));
        Assert.Equal(loss.GetType(), again.GetType());
        Assert.Equal(Sum(loss, predictions, targets, [], [], 1), Sum(again, predictions, targets, [], [], 1));
    }

    [Fact]
    public void Values_are_those_of_the_distributions()
    {
        // The density of Student's t at 2, location 1, scale softplus(0.5), 2 + softplus(1) degrees of freedom; the probability of 3 of a
        // Poisson distribution of rate exp(0.5), and that of 4 of a negative binomial one; each from the textbook's formula with C's
        // lgamma.
        Assert.Equal(1.5627190421928303, Sum(new StudentTLikelihood(), [1f, 0.5f, 1f], [2f], [], [], 1, 1, 1), 1e-6);
        Assert.Equal(1.9404807399281832, Sum(new PoissonLikelihood(), [0.5f], [3f], [], [], 1, 1, 1), 1e-6);
        Assert.Equal(3.38825314106978, Sum(new NegativeBinomialLikelihood(), [0.7f, -0.3f], [4f], [], [], 1, 1, 1), 1e-6);
        Assert.Equal(
            -Math.Log(Math.Pow(0.25, 2) * 0.75), Sum(new BinaryCrossEntropy(), [0.25f, 0.25f, 0.25f], [1f, 1f, 0f], [], [], 1, 1, 1), 1e-6);
        Assert.Equal(
            Math.Log(3), Sum(new SparseCategoricalCrossEntropy(new() { FromLogits = true }), [7f, 7f, 7f], [1f], [], [], 1, 1, 1), 1e-6);
    }

    [Fact]
    public void Wrong_targets_are_told()
    {
        string Message(Loss loss, float[] prediction, float[] target) =>
            Assert.Throws<ArgumentException>(() => Sum(loss, prediction, target, [], [], 1, 1, 1)).Message;
        Assert.Contains("3 classes", Message(new SparseCategoricalCrossEntropy(), [0.2f, 0.3f, 0.5f], [3f]), StringComparison.Ordinal);
        Assert.Contains("1.5", Message(new SparseCategoricalCrossEntropy(), [0.2f, 0.3f, 0.5f], [1.5f]), StringComparison.Ordinal);
        Assert.Contains("at least 0", Message(new PoissonLikelihood(), [0.2f], [-1f]), StringComparison.Ordinal);
        Assert.Contains(
            "multiple of 2", Assert.Throws<ArgumentException>(() => new GaussianLikelihood().GetTargetShape(Shape.Vector(3))).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(3.7)]
    [InlineData(25)]
    [InlineData(1e5)]
    public void Gamma_functions_obey_their_recurrence_and_known_values(double x)
    {
        Assert.Equal(GammaMath.LogGamma(x) + Math.Log(x), GammaMath.LogGamma(x + 1), 1e-12 * (1 + Math.Abs(GammaMath.LogGamma(x + 1))));
        Assert.Equal(GammaMath.Digamma(x) + (1 / x), GammaMath.Digamma(x + 1), 1e-12 * (1 + (1 / x)));
        Assert.Equal(0.5 * Math.Log(Math.PI), GammaMath.LogGamma(0.5), 1e-13);
        Assert.Equal(Math.Log(362880), GammaMath.LogGamma(10), 1e-12);
        Assert.Equal(-0.57721566490153286, GammaMath.Digamma(1), 1e-13);
    }

    [Fact]
    public void Balanced_class_weights_make_all_classes_count_the_same()
    {
        Assert.Equal([0.5f, 2f, 0f, 2f], ClassWeights.Balanced([0, 0, 0, 0, 1, 3]));
        Assert.Throws<ArgumentException>(() => ClassWeights.Balanced([]));
        Assert.Throws<ArgumentException>(() => ClassWeights.Balanced([0, -1]));
    }

    private static (Loss Loss, float[] Predictions, float[] Targets) Make(string name)
    {
        (Loss loss, Kind kind) = _losses[name];
        var random = new RandomStream(4);
        int steps = Timesteps * Rows, width = loss.GetTargetShape(Shape.Vector(Features)).Features;
        float[] predictions = [.. Enumerable.Range(0, steps * Features).Select(_ => kind switch
        {
            Kind.YesNo or Kind.Classes or Kind.Labels => 0.05f + (0.9f * random.NextSingle()),
            _ => (float)random.NextNormal(),
        })];
        float[] targets = [.. Enumerable.Range(0, steps * width).Select(_ => kind switch
        {
            Kind.YesNo or Kind.YesNoLogits => random.NextInt32(2),
            Kind.Classes or Kind.ClassLogits => 0.01f + random.NextSingle(),
            Kind.Labels or Kind.LabelLogits => random.NextInt32(Features),
            Kind.Counts => random.NextInt32(6),
            _ => (float)(2 * random.NextNormal()) + 0.01f,
        })];
        return (loss, predictions, targets);
    }

    private static double Sum(
        Loss loss, float[] predictions, float[] targets, float[] weights, float[] gradient, float scale, int timesteps = Timesteps,
        int rows = Rows) =>
        loss.Accumulate(
            new TimeMajorSpan(predictions, timesteps, rows, predictions.Length / (timesteps * rows)),
            new TimeMajorSpan(targets, timesteps, rows, targets.Length / (timesteps * rows)),
            weights,
            gradient.Length == 0 ? default : new TimeMajorSpan(gradient, timesteps, rows, gradient.Length / (timesteps * rows)),
            scale);
}
