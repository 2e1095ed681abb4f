using System.Globalization;
using Unroll.Initializers;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Learning;

/// <summary>
/// The place where a recipe's network takes the future covariates of the horizon when none of its layers names them: a decoder, whose steps
/// are those of the horizon, at each of its steps; other networks before the dense layers that they end with; and those that end with
/// another layer by a linear map that is added to their output.
/// </summary>
internal sealed class FutureJoin
{
    /// <summary>What is wrong where a layer takes the future, and there is none.</summary>
    public const string NoFuture =
        "takes the future covariates, but there are none: name columns in data.future-covariates, add a step such as calendar, or leave it "
        + "out.";

    private readonly Signal _future;
    private readonly HashSet<int> _before = [];
    private readonly HashSet<int> _behind = [];
    private int _count;

    private FutureJoin(Signal future) => _future = future;

    /// <summary>Chooses the places.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="graph">Its connections.</param>
    /// <param name="signals">What its layers give without the future.</param>
    /// <param name="starts">The network's inputs, the last of which are the future covariates.</param>
    public static FutureJoin Of(Recipe recipe, RecipeGraph graph, Signal[] signals, Signal[] starts)
    {
        FutureJoin join = new(starts[^1]);
        Places places = new(recipe, graph, signals, starts[^1].Shape.Timesteps);
        for (int place = 0; place < graph.Outputs.Count; place++)
        {
            if (places.Of(graph.Outputs[place].Layer) is { } user)
            {
                join._before.Add(user);
            }
            else
            {
                join._behind.Add(place);
            }
        }

        return join;
    }

    /// <summary>What a layer takes first, joined with the future where that is its place.</summary>
    /// <param name="user">Index of the layer.</param>
    /// <param name="input">What it takes first.</param>
    public Signal Before(int user, Signal input) => _before.Contains(user)
        ? new Concatenate { Name = Name("join", ++_count) }.Apply(input, FutureFor(input))
        : input;

    /// <summary>An output, with a linear map of the future added where that is its place.</summary>
    /// <param name="place">Index of the output.</param>
    /// <param name="output">The output.</param>
    public Signal Behind(int place, Signal output)
    {
        if (!_behind.Contains(place))
        {
            return output;
        }

        // Weights of zero: the network begins as if there were no covariates.
        Dense map = new(output.Shape.Features, new DenseOptions { KernelInitializer = new Zeros(), UseBias = false })
        {
            Name = Name("map", ++_count),
        };
        return new Add { Name = Name("add", _count) }.Apply(output, map.Apply(FutureFor(output)));
    }

    /// <summary>The future as a sequence beside one of as many steps, else as a vector.</summary>
    private Signal FutureFor(Signal beside) => beside.Shape.IsSequence && beside.Shape.Timesteps == _future.Shape.Timesteps
        ? _future
        : new Flatten { Name = Name("vector", _count) }.Apply(_future);

    private static string Name(string what, int number) => string.Create(CultureInfo.InvariantCulture, $"future_{what}_{number}");

    /// <summary>The walk from an output back to the place.</summary>
    private sealed class Places(Recipe recipe, RecipeGraph graph, Signal[] signals, int horizon)
    {
        /// <summary>The layer that takes the future with its first input; null where it is added to the output.</summary>
        public int? Of(int last)
        {
            int? head = null;
            for (int at = last; at >= 0 && IsOfHead(at); at = graph.Sources[at][0].Layer)
            {
                head = TypeOf(at) is var type && (type == typeof(Dense) || type == typeof(TimeDistributed)) ? at : head;
            }

            int user = head ?? last;
            while (StepsOf(user) == horizon && graph.Sources[user][0].Layer is var maker and >= 0)
            {
                if (StepsOf(maker) != horizon)
                {
                    return user;
                }

                user = maker;
            }

            return head;
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
