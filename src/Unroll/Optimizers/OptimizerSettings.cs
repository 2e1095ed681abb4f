using Unroll.Catalogue;

namespace Unroll.Optimizers;

/// <summary>The settings that all optimizers have that make a step a batch, and makers of others.</summary>
internal sealed class OptimizerSettings<TOptimizer>(float learningRate, float weightDecay = 0)
    where TOptimizer : Optimizer
{
    public Setting<TOptimizer, float> LearningRate { get; } =
        new("learning-rate", Kind.Single(NumberRange.Positive), optimizer => optimizer.LearningRate,
            "Size of the steps.")
        { DefaultValue = learningRate };

    public Setting<TOptimizer, GradientClipping> Clipping { get; } =
        new("clipping", Kind.Made(() => GradientClipping.Catalogue), optimizer => optimizer.Clipping!,
            "How gradients are limited before a step.");

    public static Setting<TOptimizer, float> Decay(string name, Func<TOptimizer, float> get, float standard, string help) =>
        new(name, Kind.Single(NumberRange.ShareBelowOne), get, help) { DefaultValue = standard };

    public static Setting<TOptimizer, float> Epsilon(Func<TOptimizer, float> get, float standard) =>
        new("epsilon", Kind.Single(NumberRange.Positive), get, "Added to the denominator of a step.") { DefaultValue = standard };

    public Setting<TOptimizer, float> WeightDecay { get; } =
        new("weight-decay", Kind.Single(NumberRange.NonNegative), optimizer => optimizer.WeightDecay,
            "λ: before each step, weights lose η·λ of themselves (decoupled weight decay).")
        { DefaultValue = weightDecay };
}
