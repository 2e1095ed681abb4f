using System.Globalization;
using Unroll.Initializers;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Learning;

/// <summary>
/// The place where a recipe's network takes the future covariates of the horizon when none of its layers names them. A decoder, whose steps
/// are those of the horizon, takes them at each of its steps. To a network that ends with dense layers on a vector a small network is added
/// that all steps share: of the vector before the last layer and the covariates of the step. To any other a linear map of them is added.
/// </summary>
internal sealed class FutureJoin
{
    /// <summary>The error where a layer takes the future, and there is none.</summary>
    public const string NoFuture =
        "takes the future covariates, but there are none: name columns in data.future-covariates, add a step such as calendar, or leave it "
        + "out.";

    /// <summary>Units of the network that all steps share.</summary>
    private const int Units = 16;

    private readonly Recipe _recipe;
    private readonly Signal _future;
    private readonly HashSet<int> _before = [];
    private readonly Dictionary<int, Signal> _vectors = [];
    private readonly Dictionary<int, int?> _behind = [];
    private int _count;

    private readonly string _suffix;

    private FutureJoin(Recipe recipe, Signal future, string suffix) => (_recipe, _future, _suffix) = (recipe, future, suffix);

    /// <summary>Chooses the places.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="graph">Its connections.</param>
    /// <param name="signals">What its layers give without the future.</param>
    /// <param name="future">The future covariates.</param>
    /// <param name="suffix">The end of the names of its layers.</param>
    public static FutureJoin Of(Recipe recipe, RecipeGraph graph, Signal[] signals, Signal future, string suffix)
    {
        FutureJoin join = new(recipe, future, suffix);
        Places places = new(recipe, graph, signals, future.Shape.Timesteps);
        for (int place = 0; place < graph.Outputs.Count; place++)
        {
            int last = graph.Outputs[place].Layer;
            if (places.DecoderOf(last) is { } user)
            {
                join._before.Add(user);
            }
            else
            {
                join._behind.Add(place, places.LastDenseOf(last));
            }
        }

        return join;
    }

    /// <summary>The first input of a layer, joined with the future where that is its place.</summary>
    /// <param name="user">Index of the layer.</param>
    /// <param name="input">What it takes first.</param>
    public Signal Before(int user, Signal input)
    {
        _vectors[user] = input;
        return _before.Contains(user) ? new Concatenate { Name = Name("join", ++_count) }.Apply(input, FutureFor(input)) : input;
    }

    /// <summary>An output, with what follows from the future added where that is its place.</summary>
    /// <param name="place">Index of the output.</param>
    /// <param name="output">The output.</param>
    public Signal Behind(int place, Signal output)
    {
        int horizon = _future.Shape.Timesteps;
        if (!_behind.TryGetValue(place, out int? last)
            || (output.Shape.IsSequence ? output.Shape.Timesteps != horizon : output.Shape.Features % horizon != 0))
        {
            return output;
        }

        _count++;
        Signal effect = last is { } user ? Shared(place, output.Shape, _vectors[user]) : Linear(output);
        return new Add { Name = Name("add", _count) }.Apply(output, effect);
    }

    /// <summary>A linear map, from weights of zero: the network begins as if there were no covariates.</summary>
    private Signal Linear(Signal output)
    {
        DenseOptions options = new() { KernelInitializer = new Zeros(), UseBias = false };
        return new Dense(output.Shape.Features, options) { Name = Name("map", _count) }.Apply(FutureFor(output));
    }

    /// <summary>The output that the network shared by all steps gives for a vector and the covariates of each step.</summary>
    private Signal Shared(int place, Shape output, Signal vector)
    {
        int horizon = _future.Shape.Timesteps;
        Signal repeated = new RepeatVector(horizon) { Name = Name("repeat", _count) }.Apply(vector);
        Signal joined = new Concatenate { Name = Name("join", _count) }.Apply(repeated, _future);
        Signal hidden = new Dense(Units, new DenseOptions { Activation = new Relu() }) { Name = Name("hidden", _count) }.Apply(joined);
        if (output.IsSequence)
        {
            return new Dense(output.Features) { Name = Name("effect", _count) }.Apply(hidden);
        }

        // Of distributions, a vector holds one kind of parameter after the other, each step after step.
        int kinds = RecipeOutputs.LossOf(_recipe, place)?.Create() is LikelihoodLoss loss
            && output.Features % (horizon * loss.ParameterCount) == 0 ? loss.ParameterCount : 1;
        Signal[] effects = [.. Enumerable.Range(1, kinds).Select(kind =>
            new Flatten { Name = Name($"steps_{kind}", _count) }.Apply(
                new Dense(output.Features / horizon / kinds) { Name = Name($"effect_{kind}", _count) }.Apply(hidden)))];
        return kinds == 1 ? effects[0] : new Concatenate { Name = Name("effects", _count) }.Apply(effects);
    }

    /// <summary>The future as a sequence beside one of as many steps, else as a vector.</summary>
    private Signal FutureFor(Signal beside) => beside.Shape.IsSequence && beside.Shape.Timesteps == _future.Shape.Timesteps
        ? _future
        : new Flatten { Name = Name("vector", _count) }.Apply(_future);

    private string Name(string what, int number) => string.Create(CultureInfo.InvariantCulture, $"future_{what}_{number}{_suffix}");

    /// <summary>The walk from an output back to the place.</summary>
    private sealed class Places(Recipe recipe, RecipeGraph graph, Signal[] signals, int horizon)
    {
        /// <summary>
        /// The first layer of those whose steps are the horizon's, or the first dense one on such steps; null where the output is made of a
        /// vector.
        /// </summary>
        public int? DecoderOf(int last)
        {
            int head = DenseOf(last, isFirst: true) ?? last;
            int user = head;
            while (StepsOf(user) == horizon && graph.Sources[user][0].Layer is var maker and >= 0)
            {
                if (StepsOf(maker) != horizon)
                {
                    return user;
                }

                user = maker;
            }

            return StepsOf(head) == horizon && DenseOf(last, isFirst: true) is not null ? head : null;
        }

        /// <summary>The last dense layer of those that a network ends with, where it takes a vector; else null.</summary>
        public int? LastDenseOf(int last) =>
            DenseOf(last, isFirst: false) is { } dense && graph.Sources[dense][0] is { Layer: >= 0 } source
                && !signals[source.Layer].Outputs[source.Output].Shape.IsSequence ? dense : null;

        /// <summary>The first or the last dense layer of those that a network ends with.</summary>
        private int? DenseOf(int last, bool isFirst)
        {
            int? found = null;
            for (int at = last; at >= 0 && IsOfHead(at); at = graph.Sources[at][0].Layer)
            {
                found = TypeOf(at) is var type && (type == typeof(Dense) || type == typeof(TimeDistributed)) && (isFirst || found is null)
                    ? at : found;
            }

            return found;
        }

        /// <summary>Timesteps of what a layer takes first; 0 for a vector, and for the network's input, which is the past.</summary>
        private int StepsOf(int user)
        {
            LayerOutput source = graph.Sources[user][0];
            Shape? shape = source.Layer < 0 ? null : signals[source.Layer].Outputs[source.Output].Shape;
            return shape is { IsSequence: true, Timesteps: int steps } ? steps : 0;
        }

        /// <summary>Whether a layer is one of those that a network ends with.</summary>
        private bool IsOfHead(int layer)
        {
            Type type = TypeOf(layer);
            return type == typeof(Dense) || type == typeof(TimeDistributed) || type == typeof(Dropout) || type == typeof(Activation)
                || ((type == typeof(Flatten) || type == typeof(Reshape)) && (StepsOf(layer) == 0 || StepsOf(layer) == horizon));
        }

        private Type TypeOf(int layer) => recipe.Model[graph.Owners[layer]].Entry.Type;
    }
}
