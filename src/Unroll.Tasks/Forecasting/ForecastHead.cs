using System.Globalization;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// The meaning of a forecasting network's outputs, by the loss: a number for each target and step, or quantiles, or the parameters of a
/// distribution. Outputs are a vector, <c>horizon × targets × numbers</c>, or a sequence of as many steps as the horizon.
/// </summary>
internal sealed class ForecastHead
{
    private readonly Recipe _recipe;
    private readonly Loss _loss;
    private readonly int _horizon;
    private readonly int _targets;
    private readonly NumberHead _head;

    private ForecastHead(Recipe recipe, Loss loss)
    {
        (_recipe, _loss) = (recipe, loss);
        (_horizon, _targets) = (recipe.Section(ForecastTask.Window).Horizon, recipe.Data.Targets.Count);
        _head = new NumberHead(loss);
    }

    /// <summary>Levels of the quantiles that are forecast; none where the network gives single numbers.</summary>
    public IReadOnlyList<double> Levels => _head.Levels;

    /// <summary>Outputs that a network must have for a window.</summary>
    public int Outputs => checked(_horizon * _targets * _head.Each);

    /// <summary>The head of a recipe's loss.</summary>
    /// <param name="recipe">The recipe.</param>
    public static ForecastHead Of(Recipe recipe) => new(recipe, LossOf(recipe));

    /// <summary>The loss of a recipe; by default the mean squared error.</summary>
    /// <param name="recipe">The recipe.</param>
    public static Loss LossOf(Recipe recipe) => recipe.Train.Loss?.Create() ?? new MeanSquaredError();

    /// <summary>Refuses a network whose outputs do not fit the loss and the window.</summary>
    /// <param name="network">The network, built.</param>
    /// <exception cref="InputException">They do not fit; the message names a last layer that does.</exception>
    public void Check(Model network)
    {
        if (network.OutputShapes.Count != 1)
        {
            throw Error($"the network has {network.OutputShapes.Count} outputs, but a forecast is one: join them with concatenate, then " +
                $"dense: {Outputs}.");
        }

        Shape output = network.OutputShape;
        if (output.IsSequence && (output.Timesteps != _horizon || output.Features != _targets * _head.Each))
        {
            throw Error(
                $"the network ends in a sequence, {output}, but must give {Wanted} number(s) a window. End it with a recurrent layer " +
                "without return-sequences, then " +
                $"dense: {Outputs}, or with a sequence of {_horizon} step(s) of {_targets * _head.Each}.");
        }

        if (!output.IsSequence && output.Features != Outputs)
        {
            string other = _targets * _head.Each == 1 ? $", or set horizon: {output.Features}" : "";
            throw Error($"the last layer gives {output.Features} output(s), but {Wanted.Replace(" =", " is", StringComparison.Ordinal)}. " +
                $"End the model with dense: {Outputs}{other}.");
        }

        Shape target = TargetShapeOf(output);
        if (target.Timesteps * target.Features != _horizon * _targets)
        {
            throw _recipe.Error("train.loss",
                $"{_loss.Name} takes targets of shape {target} where the network gives {output}, but a forecast has one for each step " +
                "and target.");
        }
    }

    /// <summary>Reads the forecasts of a sample and target from the outputs of a network.</summary>
    /// <param name="network">Any of the networks, all of which give outputs of the same shape.</param>
    /// <param name="outputs">The outputs of one sample.</param>
    /// <param name="target">Index of the target, from 0.</param>
    /// <param name="points">Receives the median or the mean of each step.</param>
    /// <param name="quantiles">Receives each quantile of each step: one run of steps after the other.</param>
    public void Read(Model network, ReadOnlySpan<float> outputs, int target, Span<double> points, Span<double> quantiles)
    {
        Span<double> prediction = stackalloc double[1 + Levels.Count];
        bool isSequence = network.OutputShape.IsSequence;
        int together = isSequence ? _targets : _targets * _horizon;
        for (int step = 0; step < _horizon; step++)
        {
            ReadOnlySpan<float> block = isSequence ? outputs.Slice(step * _targets * _head.Each, _targets * _head.Each) : outputs;
            _head.Read(block, isSequence ? target : (step * _targets) + target, together, prediction);
            points[step] = prediction[0];
            for (int i = 0; i < Levels.Count; i++)
            {
                quantiles[(i * _horizon) + step] = prediction[i + 1];
            }
        }
    }

    private string Wanted => (_targets, _head.Each) switch
    {
        (1, 1) => $"window.horizon = {_horizon}",
        (_, 1) => $"window.horizon × {_targets} targets = {Outputs}",
        (1, _) => $"window.horizon × {Numbers} = {Outputs}",
        _ => $"window.horizon × {_targets} targets × {Numbers} = {Outputs}",
    };

    private string Numbers => _loss is Quantile ? $"{_head.Each} quantiles" : $"{_head.Each} parameters of {_loss.Name}";

    private Shape TargetShapeOf(Shape output)
    {
        try
        {
            return _loss.GetTargetShape(output);
        }
        catch (ArgumentException exception)
        {
            throw _recipe.Error("train.loss", exception);
        }
    }

    private InputException Error(string what) => _recipe.Error(
        _recipe.Model.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $"model[{_recipe.Model.Count}]") : "model", what);
}
