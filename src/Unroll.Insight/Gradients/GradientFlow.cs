using System.Text;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Insight.Gradients;

/// <summary>
/// The share of a loss at the last timestep that reaches the hidden state of the timesteps before, in an untrained layer: the norm of its
/// gradient by steps back, as it goes into the step of an optimizer.
/// </summary>
/// <param name="Name">Name of the layer with its cure.</param>
/// <param name="Norms">
/// The norm of the gradient with respect to the hidden state 0, 1, 2, … steps before the last, with the cell state of an LSTM held:
/// infinite where single precision overflows, and NaN where the cure would shorten that.
/// </param>
/// <param name="WeightNorm">
/// The norm of the gradient of all weights, before it is clipped or renormalised; infinite where single precision overflows.
/// </param>
/// <param name="Scale">
/// The factor by which the cure changes the gradient; <paramref name="Norms"/> have it. Of an infinite <paramref name="WeightNorm"/> it is
/// 0, which nothing of the gradient outlasts.
/// </param>
/// <example>
/// <code>
/// foreach (GradientFlow flow in GradientFlow.Problems.Concat(GradientFlow.Cures).Select(cure => GradientFlow.Of(cure)))
/// {
///     Console.WriteLine($"{flow.Name}: {flow.Norms[0]:0.0e+0} at the last timestep, {flow.Norms[^1]:0.0e+0} at the first");
/// }
/// </code>
/// </example>
public sealed record GradientFlow(string Name, IReadOnlyList<double> Norms, double WeightNorm, double Scale)
{
    /// <summary>Layers whose gradients vanish or explode.</summary>
    public static IReadOnlyList<RecurrentCure> Problems { get; } =
        [RecurrentCure.SmallWeights, RecurrentCure.LargeWeights, RecurrentCure.ForgetBias0];

    /// <summary>The cures: of exploding gradients by clipping and renormalising, of vanishing ones by initial weights and gates.</summary>
    public static IReadOnlyList<RecurrentCure> Cures { get; } =
    [
        RecurrentCure.LargeWeights.Clipped(), RecurrentCure.SmallWeights.Renormalized(), RecurrentCure.OrthogonalWeights,
        RecurrentCure.IdentityWeights, RecurrentCure.ForgetBias1, RecurrentCure.OpenForgetGates, RecurrentCure.OpenUpdateGates,
    ];

    /// <summary>
    /// The factor by which a step back changes the norm, on average over the steps at which single precision neither overflows nor
    /// underflows; below 1 gradients vanish, above they explode.
    /// </summary>
    public double FactorPerStep { get; private init; } = FactorOf(Norms);

    /// <summary>The first number of steps back at which the gradient overflows single precision; null where it does at none.</summary>
    public int? OverflowStep => Norms.TakeWhile(double.IsFinite).Count() is var step && step < Norms.Count ? step : null;

    /// <summary>Measures it on sequences of random numbers.</summary>
    /// <param name="cure">The layer with its initial weights.</param>
    /// <param name="options">Sizes and seed; null for the defaults.</param>
    public static GradientFlow Of(RecurrentCure cure, GradientFlowOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(cure);
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Timesteps, 2, nameof(options.Timesteps));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Units, 1, nameof(options.Units));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Rows, 1, nameof(options.Rows));
        RandomStream random = new(options.Seed, 1);
        float[] input = [.. Enumerable.Range(0, options.Rows * options.Timesteps).Select(_ => (float)random.NextNormal())];
        float[] error = [.. Enumerable.Range(0, options.Rows).Select(_ => (float)random.NextNormal())];

        RecurrentLayer layer = cure.Create(options.Units);
        var model = new Sequential(new Input(options.Timesteps, 1), layer, new Dense(1)) { Seed = options.Seed };
        model.Build();
        cure.SetWeights?.Invoke(layer, options.Timesteps);
        GradientProbe probe = new(model, options.Rows, options.Timesteps);

        // The gradient of the mean squared error where outputs are off by that: all begin with the same at the output.
        probe.Forward(input);
        probe.Backward([.. error.Select(value => 2 * value / options.Rows)]);
        double[] norms = [.. probe.HiddenGradientNorms(layer).Reverse().Select(OrInfinity)];
        double norm = OrInfinity(Math.Sqrt(model.Layers.Sum(part => Math.Pow(probe.GradientNorm(part), 2))));
        double scale = cure.Clipping?.ScaleFor(norm) ?? 1;
        return new GradientFlow(cure.Name, [.. norms.Select(value => scale * value)], norm, scale) { FactorPerStep = FactorOf(norms) };
    }

    // What overflows is infinite, and the difference of two infinities no number.
    private static double OrInfinity(double norm) => double.IsNaN(norm) ? double.PositiveInfinity : norm;

    private static double FactorOf(IReadOnlyList<double> norms)
    {
        // Single precision begins to lose digits at 1.2e-38, and a norm is of many numbers, some of which are far smaller than it.
        const double smallestNorm = 1e-33;
        int usable = norms.TakeWhile(norm => double.IsFinite(norm) && norm >= smallestNorm).Count();
        int last = Math.Min(Math.Max(usable, 2), norms.Count) - 1;
        return Math.Pow(norms[last] / norms[0], 1.0 / Math.Max(1, last));
    }

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Name), Name), (nameof(Norms), Norms), (nameof(WeightNorm), WeightNorm), (nameof(Scale), Scale),
        (nameof(FactorPerStep), FactorPerStep), (nameof(OverflowStep), OverflowStep));
}
