using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Unroll.Optimizers;

namespace Unroll.Tests.Optimizers;

public class OptimizerTests
{
    public static TheoryData<string> Names =>
    [
        "sgd", "sgd with decay", "momentum", "nesterov", "adam", "amsgrad", "adamw", "adamw with amsgrad", "nadam", "adagrad", "adadelta",
        "rmsprop",
        "rmsprop with momentum", "rmsprop centered", "lion",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Follows_the_formula_in_double_precision(string name)
    {
        const int Length = 37;
        Optimizer optimizer = Make(name);
        OptimizerState state = new(optimizer, Length);
        RandomStream random = new(5);
        float[] weights = Normals(random, Length);
        double[] expected = Array.ConvertAll(weights, weight => (double)weight);
        double[] first = new double[Length];
        double[] second = new double[Length];
        double[] third = new double[Length];
        for (int step = 1; step <= 20; step++)
        {
            float[] gradient = Normals(random, Length);
            state.Apply(weights, gradient);
            for (int i = 0; i < Length; i++)
            {
                Reference(name, ref expected[i], gradient[i], ref first[i], ref second[i], ref third[i], step);
                Assert.Equal(expected[i], weights[i], 2e-5);
            }
        }

        Assert.Equal(20, state.Step);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_cut_into_ranges_gives_the_same_bits(string name) =>
        Prop.ForAll(ArbMap.Default.ArbFor<ulong>(), Gen.Choose(0, 61).ToArbitrary(), (seed, cut) =>
        {
            const int Length = 61;
            RandomStream random = new(seed);
            float[] whole = Normals(random, Length);
            float[] parts = [.. whole];
            OptimizerState wholeState = new(Make(name), Length);
            OptimizerState partState = new(Make(name), Length);
            for (int step = 0; step < 3; step++)
            {
                float[] gradient = Normals(random, Length);
                wholeState.BeginStep();
                wholeState.UpdateRange(whole, gradient, 0);
                partState.BeginStep();
                partState.UpdateRange(parts.AsSpan(cut), gradient.AsSpan(cut), cut);
                partState.UpdateRange(parts.AsSpan(0, cut), gradient.AsSpan(0, cut), 0);
            }

            Assert.Equal(whole, parts);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_made_again_from_name_and_settings(string name)
    {
        foreach (GradientClipping? clipping in new[]
        {
            null, GradientClipping.ByValue(0.5f), GradientClipping.ByGlobalNorm(2), GradientClipping.Renormalize(3),
        })
        {
            Optimizer optimizer = Make(name, clipping);
            Optimizer again = Optimizer.Catalogue.Create(Optimizer.Catalogue.Write(optimizer));
            Assert.Equal(optimizer.GetType(), again.GetType());
            Assert.Equal(Optimizer.Catalogue.Write(optimizer).ToJsonString(), Optimizer.Catalogue.Write(again).ToJsonString());
            Assert.Equal(optimizer.Clipping?.GetType(), again.Clipping?.GetType());
        }
    }

    [Fact]
    public void Applying_clips_a_copy_of_the_gradient_and_marks_the_parameter_as_changed()
    {
        Parameter parameter = new("kernel", 2);
        int version = parameter.Version;
        Sgd optimizer = new(0.5f) { Clipping = GradientClipping.ByValue(1) };
        float[] gradient = [3, -0.5f];
        new OptimizerState(optimizer, 2).Apply(parameter, gradient);
        Assert.Equal([-0.5f, 0.25f], parameter.Values.ToArray());
        Assert.Equal([3, -0.5f], gradient);
        Assert.NotEqual(version, parameter.Version);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_learning_rate_must_be_positive_and_finite(float learningRate)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(learningRate));
        Sgd optimizer = new(0.1f);
        Assert.Throws<ArgumentOutOfRangeException>(() => optimizer.LearningRate = learningRate);
        Assert.Equal(0.1f, optimizer.LearningRate);
    }

    [Fact]
    public void Settings_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Sgd(0.1f, new() { Nesterov = true }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(0.1f, new() { Momentum = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(0.1f, new() { Beta2 = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(0.1f, new() { Epsilon = 0 }));
        Assert.ThrowsAny<InputException>(() => Optimizer.Catalogue.Create("tiger"));
        Assert.ThrowsAny<InputException>(
            () => Optimizer.Catalogue.Create(JsonNode.Parse("""{"sgd": {"clipping": {"clip-norm": 1, "clip-value": 1}}}""")!));
    }

    public static TheoryData<string> StepwiseOptimizers =>
        [.. Optimizer.Catalogue.Entries.Where(entry => !typeof(FullBatchOptimizer).IsAssignableFrom(entry.Type))
            .Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(StepwiseOptimizers))]
    public void Weight_decay_is_beside_the_gradient_in_every_optimizer(string name)
    {
        Optimizer optimizer = Optimizer.Catalogue.Create(JsonNode.Parse(
            $$"""{"{{name}}": {"learning-rate": 0.5, "weight-decay": 0.25} }""")!);
        float[] weights = [1, -2, 8];

        new OptimizerState(optimizer, weights.Length).Apply(weights, new float[weights.Length]);

        Assert.Equal([0.875f, -1.75f, 7], weights);
    }

    [Fact]
    public void Weight_decay_that_makes_no_sense_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam { WeightDecay = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdamW(0.1f, float.NaN));
        Assert.Contains("regularizer", Assert.Throws<ArgumentException>(() => new Lbfgs { WeightDecay = 0.1f }).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Lengths_that_differ_are_refused() =>
        Assert.Throws<ArgumentException>(() => new OptimizerState(new Adam(), 3).Apply(new float[3], new float[4]));

    private static Optimizer Make(string name, GradientClipping? clipping = null) => name switch
    {
        "sgd" => new Sgd(0.1f) { Clipping = clipping },
        "momentum" => new Sgd(0.1f, new() { Momentum = 0.9f }) { Clipping = clipping },
        "nesterov" => new Sgd(0.1f, new() { Momentum = 0.9f, Nesterov = true }) { Clipping = clipping },
        "sgd with decay" => new Sgd(0.1f, new() { Momentum = 0.9f }) { Clipping = clipping, WeightDecay = 0.05f },
        "amsgrad" => new Adam(0.1f, new() { Beta1 = 0.8f, Beta2 = 0.9f, AmsGrad = true }) { Clipping = clipping },
        "adamw" => new AdamW(0.1f, 0.05f, new() { Beta1 = 0.8f, Beta2 = 0.99f }) { Clipping = clipping },
        "adamw with amsgrad" => new AdamW(0.1f, 0.05f, new() { Beta1 = 0.8f, Beta2 = 0.9f, AmsGrad = true }) { Clipping = clipping },
        "nadam" => new Nadam(0.1f, new() { Beta1 = 0.8f, Beta2 = 0.99f }) { Clipping = clipping },
        "adagrad" => new Adagrad(0.1f, 1e-5f) { Clipping = clipping },
        "adadelta" => new Adadelta(0.5f, 0.8f, 1e-4f) { Clipping = clipping },
        "rmsprop" => new RmsProp(0.01f, new() { Rho = 0.8f, Epsilon = 1e-5f }) { Clipping = clipping },
        "rmsprop with momentum" => new RmsProp(0.01f, new() { Rho = 0.8f, Epsilon = 1e-5f, Momentum = 0.7f }) { Clipping = clipping },
        "rmsprop centered" =>
            new RmsProp(0.01f, new() { Rho = 0.8f, Epsilon = 0.1f, Momentum = 0.7f, Centered = true }) { Clipping = clipping },
        "lion" => new Lion(0.01f, new() { Beta1 = 0.8f, Beta2 = 0.9f }) { Clipping = clipping, WeightDecay = 0.1f },
        _ => new Adam(0.1f, new() { Beta1 = 0.8f, Beta2 = 0.99f }) { Clipping = clipping },
    };

    private static void Reference(
        string name, ref double weight, double gradient, ref double first, ref double second, ref double third, int step)
    {
        double before = first;
        switch (name)
        {
            case "sgd":
                weight -= 0.1 * gradient;
                break;
            case "momentum":
                first = (0.9 * first) + gradient;
                weight -= 0.1 * first;
                break;
            case "sgd with decay":
                first = (0.9 * first) + gradient;
                weight = (weight * (1 - (0.1 * 0.05))) - (0.1 * first);
                break;
            case "nesterov":
                first = (0.9 * first) + gradient;
                weight -= 0.1 * (gradient + (0.9 * first));
                break;
            case "adagrad":
                first += gradient * gradient;
                weight -= 0.1 * gradient / (Math.Sqrt(first) + 1e-5);
                break;
            case "adadelta":
                first = (0.8 * first) + (0.2 * gradient * gradient);
                double change = Math.Sqrt((second + 1e-4) / (first + 1e-4)) * gradient;
                second = (0.8 * second) + (0.2 * change * change);
                weight -= 0.5 * change;
                break;
            case "rmsprop" or "rmsprop with momentum" or "rmsprop centered":
                first = (0.8 * first) + (0.2 * gradient * gradient);
                third = (0.8 * third) + (0.2 * gradient);
                double scale = name == "rmsprop centered" ? Math.Sqrt(first - (third * third)) + 0.1 : Math.Sqrt(first) + 1e-5;
                second = (name == "rmsprop" ? 0 : 0.7 * second) + (gradient / scale);
                weight -= 0.01 * second;
                break;
            case "lion":
                first = (0.9 * first) + (0.1 * gradient);
                weight -= 0.01 * (Math.Sign((0.8 * before) + (0.2 * gradient)) + (0.1 * weight));
                break;
            default:
                bool amsGrad = name.Contains("amsgrad", StringComparison.Ordinal);
                double beta2 = amsGrad ? 0.9 : 0.99;
                first = (0.8 * first) + (0.2 * gradient);
                second = (beta2 * second) + ((1 - beta2) * gradient * gradient);
                third = Math.Max(third, second);
                double Momentum(int t) => 0.8 * (1 - (0.5 * Math.Pow(0.96, 0.004 * t)));
                double product = Enumerable.Range(1, step).Aggregate(1.0, (all, t) => all * Momentum(t)), next = Momentum(step + 1);
                double mean = name == "nadam"
                    ? (next * first / (1 - (product * next))) + ((1 - Momentum(step)) * gradient / (1 - product))
                    : first / (1 - Math.Pow(0.8, step));
                double square = (amsGrad ? third : second) / (1 - Math.Pow(beta2, step));
                weight *= name.StartsWith("adamw", StringComparison.Ordinal) ? 1 - (0.1 * 0.05) : 1;
                weight -= 0.1 * mean / (Math.Sqrt(square) + 1e-8);
                break;
        }
    }

    private static float[] Normals(RandomStream random, int length) =>
        [.. Enumerable.Range(0, length).Select(_ => (float)random.NextNormal())];
}
