using System.Globalization;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
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
        Layer[] layers = new Layer[recipe.Model.Count + 1];
        layers[0] = new Input(recipe.Window.Length, features);
        for (int i = 0; i < recipe.Model.Count; i++)
        {
            bool recurrentFollows = recipe.Model.Skip(i + 1).OfType<RecurrentLayerRecipe>().Any();
            layers[i + 1] = Build(recipe.Model[i], recurrentFollows);
        }

        Sequential network;
        try
        {
            network = new Sequential(layers) { Seed = seed };
            network.Build();
        }
        catch (ArgumentException exception)
        {
            throw Error(recipe, recipe.Model[0], "model", exception.Message);
        }

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

    private static Layer Build(LayerRecipe layer, bool recurrentFollows) => layer switch
    {
        RecurrentLayerRecipe recurrent => BuildRecurrent(recurrent, recurrent.ReturnSequences ?? recurrentFollows),
        DenseLayerRecipe dense => new Dense(dense.Units, new DenseOptions { UseBias = dense.Bias, Activation = Function(dense.Activation, "linear") }),
        DropoutLayerRecipe dropout => new Dropout((float)dropout.Rate),
        ActivationLayerRecipe activation => new Activation(ActivationFunction.FromName(activation.Function)),
        _ => throw new ArgumentException($"Unknown layer {layer}.", nameof(layer)),
    };

    private static Layer BuildRecurrent(RecurrentLayerRecipe layer, bool returnSequences) => layer.Recurrent switch
    {
        RecurrentKind.Lstm => new Lstm(layer.Units, new LstmOptions
        {
            ReturnSequences = returnSequences,
            UseBias = layer.Bias,
            UnitForgetBias = layer.UnitForgetBias,
            Activation = Function(layer.Activation, "tanh"),
            RecurrentActivation = Function(layer.RecurrentActivation, "sigmoid"),
        }),
        RecurrentKind.Gru => new Gru(layer.Units, new GruOptions
        {
            ReturnSequences = returnSequences,
            UseBias = layer.Bias,
            ResetAfter = layer.ResetAfter,
            Activation = Function(layer.Activation, "tanh"),
            RecurrentActivation = Function(layer.RecurrentActivation, "sigmoid"),
        }),
        _ => new SimpleRnn(layer.Units, new SimpleRnnOptions
        {
            ReturnSequences = returnSequences,
            UseBias = layer.Bias,
            Activation = Function(layer.Activation, "tanh"),
        }),
    };

    private static ActivationFunction Function(string? name, string otherwise) => ActivationFunction.FromName(name ?? otherwise);

    private static void CheckOutput(Recipe recipe, Shape output)
    {
        int horizon = recipe.Window.Horizon;
        string ending = string.Create(CultureInfo.InvariantCulture, $"model[{recipe.Model.Count}]");
        if (output.IsSequence)
        {
            throw Error(
                recipe,
                recipe.Model[^1],
                ending,
                string.Create(CultureInfo.InvariantCulture, $"the network ends in a sequence, {output}, but must give window.horizon = {horizon} number(s) a window. ")
                + string.Create(CultureInfo.InvariantCulture, $"End it with a recurrent layer without return-sequences, then dense: {horizon}."));
        }

        if (output.Features != horizon)
        {
            throw Error(
                recipe,
                recipe.Model[^1],
                ending,
                string.Create(CultureInfo.InvariantCulture, $"the last layer gives {output.Features} output(s), but window.horizon is {horizon}. ")
                + string.Create(CultureInfo.InvariantCulture, $"End the model with dense: {horizon}, or set horizon: {output.Features}."));
        }
    }

    private static InputException Error(Recipe recipe, LayerRecipe layer, string field, string what) => layer.Line > 0
        ? RecipeNode.Error(recipe.Source, layer.Line, field, what)
        : new InputException($"Recipe {recipe.Name}, field {field}: {what}");
}
