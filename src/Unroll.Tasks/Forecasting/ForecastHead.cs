using System.Globalization;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// How the outputs of a network are read as forecasts, which follows from the loss: a number for each target and step, or quantiles, or the parameters of a
/// distribution. Outputs are a vector, <c>horizon × targets × numbers</c>, or a sequence of as many steps as the horizon.
/// </summary>
internal sealed class ForecastHead
{
    /// <summary>The quantiles that are told of a distribution.</summary>
    private static readonly double[] _levelsOfDistributions = [0.1, 0.5, 0.9];

    private readonly Recipe _recipe;
    private readonly Loss _loss;
    private readonly int _horizon;
    private readonly int _targets;
    private readonly int _each;

    private ForecastHead(Recipe recipe, Loss loss)
    {
        (_recipe, _loss) = (recipe, loss);
        (_horizon, _targets) = (recipe.Section(ForecastTask.Window).Horizon, recipe.Data.Targets.Count);
        _each = loss switch { Quantile quantile => quantile.Quantiles.Count, LikelihoodLoss likelihood => likelihood.ParameterCount, _ => 1 };
        Levels = loss switch
        {
            Quantile quantile => [.. quantile.Quantiles.Select(level => double.Parse(level.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))],
            LikelihoodLoss => _levelsOfDistributions,
            _ => [],
        };
    }

    /// <summary>Levels of the quantiles that are forecast; none where the network gives single numbers.</summary>
    public IReadOnlyList<double> Levels { get; }

    /// <summary>Numbers that a network has to give for a window.</summary>
    public int Outputs => checked(_horizon * _targets * _each);

    /// <summary>The head of a recipe's loss.</summary>
    /// <param name="recipe">The recipe.</param>
    public static ForecastHead Of(Recipe recipe) => new(recipe, LossOf(recipe));

    /// <summary>The loss of a recipe: the mean squared error unless it says otherwise.</summary>
    /// <param name="recipe">The recipe.</param>
    public static Loss LossOf(Recipe recipe) => recipe.Train.Loss?.Create() ?? new MeanSquaredError();

    /// <summary>Name of a quantile in files and tables: <c>q0.1</c>.</summary>
    /// <param name="level">Its level.</param>
    public static string NameOf(double level) => "q" + level.ToString(CultureInfo.InvariantCulture);

    /// <summary>Refuses a network whose outputs are not what the loss and the window ask for.</summary>
    /// <param name="network">The network, built.</param>
    /// <exception cref="InputException">They do not fit; the message tells what to end the network with.</exception>
    public void Check(Model network)
    {
        if (network.OutputShapes.Count != 1)
        {
            throw Error($"the network has {network.OutputShapes.Count} outputs, but a forecast is one: join them with concatenate, then dense: {Outputs}.");
        }

        Shape output = network.OutputShape;
        if (output.IsSequence && (output.Timesteps != _horizon || output.Features != _targets * _each))
        {
            throw Error(
                $"the network ends in a sequence, {output}, but must give {Wanted} number(s) a window. End it with a recurrent layer without return-sequences, then " +
                $"dense: {Outputs}, or with a sequence of {_horizon} step(s) of {_targets * _each}.");
        }

        if (!output.IsSequence && output.Features != Outputs)
        {
            string other = _targets * _each == 1 ? $", or set horizon: {output.Features}" : "";
            throw Error($"the last layer gives {output.Features} output(s), but {Wanted.Replace(" =", " is", StringComparison.Ordinal)}. End the model with dense: {Outputs}{other}.");
        }

        Shape target = TargetShapeOf(output);
        if (target.Timesteps * target.Features != _horizon * _targets)
        {
            throw _recipe.Error("train.loss", $"{_loss.Name} takes targets of shape {target} where the network gives {output}, but a forecast has one for each step and target.");
        }
    }

    /// <summary>Reads the forecasts of a sample and target from the outputs of a network.</summary>
    /// <param name="network">Any of the networks, all of which give outputs of the same shape.</param>
    /// <param name="outputs">The outputs of one sample.</param>
    /// <param name="target">Which of the targets, from 0.</param>
    /// <param name="points">Receives the median or the mean of each step.</param>
    /// <param name="quantiles">Receives each quantile of each step: one run of steps after the other.</param>
    public void Read(Model network, ReadOnlySpan<float> outputs, int target, Span<double> points, Span<double> quantiles)
    {
        Span<float> numbers = stackalloc float[_each];
        bool isSequence = network.OutputShape.IsSequence;
        int together = isSequence ? _targets : _targets * _horizon;
        for (int step = 0; step < _horizon; step++)
        {
            ReadOnlySpan<float> block = isSequence ? outputs.Slice(step * _targets * _each, _targets * _each) : outputs;
            int place = isSequence ? target : (step * _targets) + target;
            for (int i = 0; i < _each; i++)
            {
                // Quantiles of a target stand side by side, parameters one kind after the other.
                numbers[i] = block[_loss is LikelihoodLoss ? (i * together) + place : (place * _each) + i];
            }

            points[step] = PointOf(numbers);
            for (int i = 0; i < Levels.Count; i++)
            {
                quantiles[(i * _horizon) + step] = _loss is LikelihoodLoss likelihood ? likelihood.QuantileOf(numbers, Levels[i]) : numbers[i];
            }
        }
    }

    private string Wanted => (_targets, _each) switch
    {
        (1, 1) => $"window.horizon = {_horizon}",
        (_, 1) => $"window.horizon × {_targets} targets = {Outputs}",
        (1, _) => $"window.horizon × {Numbers} = {Outputs}",
        _ => $"window.horizon × {_targets} targets × {Numbers} = {Outputs}",
    };

    private string Numbers => _loss is Quantile ? $"{_each} quantiles" : $"{_each} parameters of {_loss.Name}";

    /// <summary>The mean of a distribution, or the median: of quantiles on both sides of it what lies between.</summary>
    private double PointOf(ReadOnlySpan<float> numbers)
    {
        if (_loss is LikelihoodLoss likelihood)
        {
            return likelihood.MeanOf(numbers);
        }

        if (numbers.Length == 1)
        {
            return numbers[0];
        }

        int below = -1, above = -1;
        for (int i = 0; i < numbers.Length; i++)
        {
            below = Levels[i] <= 0.5 && (below < 0 || Levels[i] > Levels[below]) ? i : below;
            above = Levels[i] >= 0.5 && (above < 0 || Levels[i] < Levels[above]) ? i : above;
        }

        if (below < 0 || above < 0 || below == above)
        {
            return numbers[Math.Max(below, above)];
        }

        double share = (0.5 - Levels[below]) / (Levels[above] - Levels[below]);
        return numbers[below] + (share * ((double)numbers[above] - numbers[below]));
    }

    private Shape TargetShapeOf(Shape output)
    {
        try
        {
            return _loss.GetTargetShape(output);
        }
        catch (ArgumentException exception)
        {
            throw _recipe.Error("train.loss", exception.Message);
        }
    }

    private InputException Error(string what) => _recipe.Error(
        _recipe.Model.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $"model[{_recipe.Model.Count}]") : "model", what);
}
