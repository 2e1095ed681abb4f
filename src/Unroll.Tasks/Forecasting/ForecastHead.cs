using System.Globalization;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Probability;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// The meaning of a forecasting network's outputs, by their losses: a number for each target and step, or quantiles, or the parameters of a
/// distribution. An output is a vector, <c>horizon × targets × numbers</c>, or a sequence of as many steps as the horizon.
/// </summary>
internal sealed class ForecastHead
{
    private readonly Recipe _recipe;
    private readonly int _horizon;
    private readonly IReadOnlyList<TargetPlace> _places;

    /// <summary>Whether the numbers stand step after step, as rows that were forecast one after the other do.</summary>
    private readonly bool _isStepwise;

    private ForecastHead(Recipe recipe, int horizon, bool isStepwise)
    {
        (_recipe, _horizon, _isStepwise) = (recipe, horizon, isStepwise);
        Heads = OutputHead.Of(recipe, recipe.Data.Targets);
        _places = TargetPlace.Of(Heads);
    }

    /// <summary>The heads, one for each output.</summary>
    public IReadOnlyList<OutputHead> Heads { get; }

    /// <summary>Number of targets, of all heads together.</summary>
    public int Targets => _places.Count;

    /// <summary>Numbers that a network must give for a window, all outputs together.</summary>
    public int Outputs => Heads.Sum(OutputsOf);

    /// <summary>The head of a recipe's networks.</summary>
    /// <param name="recipe">The recipe.</param>
    public static ForecastHead Of(Recipe recipe) => new(recipe, ForecastTask.NetworkLayoutOf(recipe).Horizon, isStepwise: false);

    /// <summary>The head of forecasts over the horizon: that of the networks, or of <see cref="RecursiveWalk"/>.</summary>
    /// <param name="recipe">The recipe.</param>
    public static ForecastHead OfHorizon(Recipe recipe) =>
        new(recipe, ForecastTask.LayoutOf(recipe).Horizon, ForecastTask.IsRecursive(recipe));

    /// <summary>Levels of a target's quantiles; none where the network gives single numbers.</summary>
    /// <param name="target">Index of the target, from 0.</param>
    public IReadOnlyList<double> LevelsOf(int target) => _places[target].Levels;

    /// <summary>Refuses a network whose outputs do not fit the losses and the window.</summary>
    /// <param name="network">The network, built.</param>
    /// <exception cref="InputException">They do not fit; the message names a last layer that does.</exception>
    public void Check(Model network)
    {
        NetworkHead.RequireOutputs(_recipe, network);
        for (int i = 0; i < Heads.Count; i++)
        {
            Check(network.OutputShapes[i], i);
        }
    }

    /// <summary>Reads the forecasts of a sample and target from the outputs of a network.</summary>
    /// <param name="network">Any of the networks, all of which give outputs of the same shapes.</param>
    /// <param name="outputs">The outputs of one sample, one after the other.</param>
    /// <param name="target">Index of the target, from 0.</param>
    /// <param name="points">Receives the median or the mean of each step.</param>
    /// <param name="quantiles">Receives each quantile of each step: one run of steps after the other.</param>
    public void Read(Model network, ReadOnlySpan<float> outputs, int target, Span<double> points, Span<double> quantiles)
    {
        (int output, OutputHead head, int index, int offset) = _places[target];
        (NumberHead numbers, int targets) = (head.Numbers, head.Targets.Count);
        Span<double> prediction = stackalloc double[1 + numbers.Levels.Count];
        bool isSequence = _isStepwise || network.OutputShapes[output].IsSequence;
        outputs = outputs.Slice(offset * _horizon, OutputsOf(head));
        for (int step = 0; step < _horizon; step++)
        {
            if (isSequence)
            {
                numbers.Read(outputs.Slice(step * head.Width, head.Width), index, targets, prediction);
            }
            else
            {
                numbers.Read(outputs, (step * targets) + index, targets * _horizon, prediction);
            }

            points[step] = prediction[0];
            for (int i = 0; i < numbers.Levels.Count; i++)
            {
                quantiles[(i * _horizon) + step] = prediction[i + 1];
            }
        }
    }

    /// <summary>Whether a target's loss is that of a distribution.</summary>
    /// <param name="target">Index of the target, from 0.</param>
    public bool HasDistribution(int target) => _places[target].Head.Numbers.HasDistribution;

    /// <summary>The distribution of each step of a sample and target, on the scale of the network.</summary>
    /// <param name="network">Any of the networks.</param>
    /// <param name="outputs">The outputs of one sample, one after the other.</param>
    /// <param name="target">Index of the target, whose loss is that of a distribution.</param>
    public Distribution[] Distributions(Model network, ReadOnlySpan<float> outputs, int target)
    {
        (int output, OutputHead head, int index, int offset) = _places[target];
        (NumberHead numbers, int targets) = (head.Numbers, head.Targets.Count);
        outputs = outputs.Slice(offset * _horizon, OutputsOf(head));
        Distribution[] steps = new Distribution[_horizon];
        for (int step = 0; step < _horizon; step++)
        {
            steps[step] = _isStepwise || network.OutputShapes[output].IsSequence
                ? numbers.DistributionOf(outputs.Slice(step * head.Width, head.Width), index, targets)
                : numbers.DistributionOf(outputs, (step * targets) + index, targets * _horizon);
        }

        return steps;
    }

    private int OutputsOf(OutputHead head) => checked(_horizon * head.Width);

    private void Check(Shape output, int place)
    {
        OutputHead head = Heads[place];
        if (ForecastTask.IsSequenceToSequence(_recipe) && (!output.IsSequence || output.Features != head.Width))
        {
            throw NetworkHead.Error(_recipe, place,
                $"the network gives {output}, but a decoder (window.strategy: sequence-to-sequence) gives a row for each step: end it " +
                $"with dense: {head.Width}, which is applied at each.");
        }

        int outputs = OutputsOf(head);
        string wanted = Wanted(head);
        if (output.IsSequence && (output.Timesteps != _horizon || output.Features != head.Width))
        {
            throw NetworkHead.Error(_recipe, place, output.Timesteps == _horizon
                ? $"the network ends in the {CountFormatter.Format(_horizon, "steps")} of the horizon, but with "
                    + $"{CountFormatter.Format(output.Features, "numbers")} a step instead of {head.Width}. End it with dense: "
                    + $"{head.Width}."
                : $"the network ends in a sequence, {output}, but must give {wanted} numbers a window. End it with a recurrent layer "
                    + $"without return-sequences, then dense: {outputs}, or with a sequence of "
                    + $"{CountFormatter.Format(_horizon, "steps")} of {head.Width}.");
        }

        if (!output.IsSequence && output.Features != outputs)
        {
            string other = Heads.Count == 1 && head.Width == 1 && !ForecastTask.IsRecursive(_recipe)
                ? $", or set horizon: {output.Features}" : "";
            string end = Heads.Count == 1 ? "End the model with" : "Make it";
            throw NetworkHead.Error(_recipe, place,
                $"the {(Heads.Count == 1 ? "last " : "")}layer gives {CountFormatter.Format(output.Features, "outputs")}, but " +
                $"{wanted.Replace(" =", " is", StringComparison.Ordinal)}. {end} dense: {outputs}{other}.");
        }

        Shape target = TargetShapeOf(head.Loss, output, place);
        if (target.Timesteps * target.Features != _horizon * head.Targets.Count)
        {
            throw _recipe.Error(NetworkHead.LossField(_recipe, place),
                $"{head.Loss.Name} takes targets of shape {target} where the network gives {output}, but a forecast has one for each " +
                "step and target.");
        }
    }

    private string Wanted(OutputHead head)
    {
        int each = head.Numbers.Each;
        string numbers = head.Loss is Quantile ? $"{each} quantiles" : $"{each} parameters of {head.Loss.Name}";
        string targets = head.Targets.Count == 1 ? "" : $" × {CountFormatter.Format(head.Targets.Count, "targets")}";
        string rows = ForecastTask.IsRecursive(_recipe) ? "one row (window.strategy: recursive)" : "window.horizon";
        return string.Create(
            CultureInfo.InvariantCulture, $"{rows}{targets}{(each == 1 ? "" : $" × {numbers}")} = {OutputsOf(head)}");
    }

    private Shape TargetShapeOf(Loss loss, Shape output, int place)
    {
        try
        {
            return loss.GetTargetShape(output);
        }
        catch (ArgumentException exception)
        {
            throw _recipe.Error(NetworkHead.LossField(_recipe, place), exception);
        }
    }
}
