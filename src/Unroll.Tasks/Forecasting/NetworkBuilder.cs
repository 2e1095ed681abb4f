using System.Globalization;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tasks.Networks;
using Unroll.Tasks.Recipes;
using Unroll.Training;

namespace Unroll.Tasks.Forecasting;

/// <summary>Makes the network, the optimizer and the callbacks that a recipe describes.</summary>
internal static class NetworkBuilder
{
    /// <summary>The network, built, with as many outputs as the recipe's horizon.</summary>
    /// <exception cref="InputException">The layers do not fit together, or do not end in the horizon's outputs.</exception>
    public static Sequential Build(Recipe recipe, int features, ulong seed)
    {
        Sequential network = LayerBuilder.Build(recipe, Shape.Sequence(recipe.Window.Length, features), seed);
        CheckOutput(recipe, network.OutputShape);
        return network;
    }

    public static Loss BuildLoss(TrainRecipe train) => train.Loss switch
    {
        "mean-absolute-error" => new MeanAbsoluteError(),
        "huber" => new Huber((float)train.HuberDelta),
        _ => new MeanSquaredError(),
    };

    public static Optimizer BuildOptimizer(TrainRecipe train)
    {
        float rate = (float)train.LearningRate;
        GradientClipping? clipping = train.Clipping switch
        {
            null => null,
            { Kind: ClippingKind.Value, Limit: var limit } => GradientClipping.ByValue((float)limit),
            { Kind: ClippingKind.Renormalize, Limit: var limit } => GradientClipping.Renormalize((float)limit),
            { Limit: var limit } => GradientClipping.ByGlobalNorm((float)limit),
        };
        return train.Optimizer switch
        {
            SgdRecipe sgd => new Sgd(rate, new SgdOptions { Momentum = (float)sgd.Momentum, Nesterov = sgd.Nesterov }) { Clipping = clipping },
            AdamRecipe adam => new Adam(
                rate, new AdamOptions { Beta1 = (float)adam.Beta1, Beta2 = (float)adam.Beta2, Epsilon = (float)adam.Epsilon })
            { Clipping = clipping },
            _ => throw new ArgumentException($"Unknown optimizer {train.Optimizer}.", nameof(train)),
        };
    }

    /// <summary>The callbacks that the recipe asks for, then further ones.</summary>
    public static IReadOnlyList<Callback> BuildCallbacks(TrainRecipe train, IReadOnlyList<Callback> further)
    {
        List<Callback> callbacks = [new TerminateOnNonFinite()];
        if (train.ReduceOnPlateau is { } plateau)
        {
            callbacks.Add(new ReduceLearningRateOnPlateau(new ReduceLearningRateOnPlateauOptions
            {
                Factor = (float)plateau.Factor,
                Patience = plateau.Patience,
                MinDelta = plateau.MinDelta,
                Cooldown = plateau.Cooldown,
                MinLearningRate = (float)plateau.MinLearningRate,
            }));
        }

        // Also without early stopping: it is what keeps the best weights.
        if (train.EarlyStopping is not null || train.RestoreBest)
        {
            callbacks.Add(new EarlyStopping(new EarlyStoppingOptions
            {
                Patience = train.EarlyStopping?.Patience ?? int.MaxValue,
                MinDelta = train.EarlyStopping?.MinDelta ?? 0,
                RestoreBestWeights = train.RestoreBest,
            }));
        }

        callbacks.AddRange(further);
        return callbacks;
    }

    private static void CheckOutput(Recipe recipe, Shape output)
    {
        (int horizon, int targets) = (recipe.Window.Horizon, recipe.Data.Targets.Count);
        int outputs = horizon * targets;
        string ending = string.Create(CultureInfo.InvariantCulture, $"model[{recipe.Model.Count}]");
        string wanted = targets == 1
            ? string.Create(CultureInfo.InvariantCulture, $"window.horizon = {horizon}")
            : string.Create(CultureInfo.InvariantCulture, $"window.horizon × {targets} targets = {outputs}");
        if (output.IsSequence)
        {
            throw LayerBuilder.Error(
                recipe,
                recipe.Model[^1],
                ending,
                string.Create(CultureInfo.InvariantCulture, $"the network ends in a sequence, {output}, but must give {wanted} number(s) a window. ")
                + string.Create(CultureInfo.InvariantCulture, $"End it with a recurrent layer without return-sequences, then dense: {outputs}."));
        }

        if (output.Features != outputs)
        {
            throw LayerBuilder.Error(
                recipe,
                recipe.Model[^1],
                ending,
                string.Create(CultureInfo.InvariantCulture, $"the last layer gives {output.Features} output(s), but {wanted.Replace(" =", " is", StringComparison.Ordinal)}. ")
                + string.Create(CultureInfo.InvariantCulture, $"End the model with dense: {outputs}{(targets == 1 ? string.Create(CultureInfo.InvariantCulture, $", or set horizon: {output.Features}") : "")}."));
        }
    }
}
