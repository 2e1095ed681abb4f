using System.Diagnostics;
using System.Text.Json.Nodes;
using Unroll.Models;
using Unroll.Tasks.Classical;
using Unroll.Tasks.Recipes;
using Unroll.Training;

namespace Unroll.Tasks.Learning;

/// <content>The networks, and the classical model that may stand in their place.</content>
public partial class Learner
{
    // Of a trained learner, each training has left as many networks as it has snapshots.
    private static IEnumerable<string> SummariesOf(Recipe recipe, IReadOnlyList<Model> networks)
    {
        int kinds = Math.Max(1, recipe.Models.Count), each = networks.Count > kinds ? recipe.Train.Snapshots : 1;
        return Enumerable.Range(0, kinds).Select(kind => kind * each).Where(network => network < networks.Count)
            .Select(network => FittedNetwork.SummaryOf(networks[network]));
    }

    private Model Build(Recipe recipe, LearnedTask learned, int number, ulong seed)
    {
        if (_source is null && recipe.Classical is not null)
        {
            return FittedNetwork.Create([.. learned.Inputs.Select(input => (input.Name, input.Shape))], learned.ClassicalOutputs, seed);
        }

        if (_source is null)
        {
            IReadOnlyList<Recipe> variants = recipe.Variants;
            return NetworkBuilder.Build(
                learned.Completed(variants[number % variants.Count]), learned.Inputs, seed, learned.SeparateSteps);
        }

        Model network = _source(learned.InputShape, seed);
        network.Build([.. learned.Inputs.Take(Math.Max(1, network.InputNames.Count)).Select(input => input.Shape)]);
        return network;
    }

    /// <summary>The classical models of a run by name: that in the place of networks, and those among the baselines.</summary>
    private IEnumerable<KeyValuePair<string, FittedModel>> ClassicalModels(TaskPlan plan) =>
    [
        .. Recipe.MemberRecipes.Select(member => member.Classical?.Name).OfType<string>().Zip(
            Networks.Select(FittedNetwork.Of).OfType<FittedModel>(), KeyValuePair.Create),
        .. plan.Learned.ClassicalBaselines.Select(baseline => KeyValuePair.Create(baseline.Name, baseline.Model)),
    ];

    /// <summary>The facts of the task, and those of the classical models, as <c>classical_models</c>.</summary>
    private JsonObject FactsOf(TaskPlan plan)
    {
        JsonObject facts = Learned.Facts(), models = [];
        foreach ((string name, FittedModel fitted) in ClassicalModels(plan))
        {
            models[name] = fitted.Facts();
        }

        if (models.Count > 0)
        {
            facts["classical_models"] = models;
        }

        return facts;
    }

    /// <summary>Fits a classical model in the place of a network.</summary>
    private TrainedNetworks Fit(ClassicalModel model, Recipe recipe, TaskPlan plan, CancellationToken stop)
    {
        Model network = Build(recipe, plan.Learned, 0, Seed);
        long start = Stopwatch.GetTimestamp();
        try
        {
            FittedNetwork.Set(network, recipe.Locate(() => Interruptible.Run(() => plan.Fit(model, network, stop), stop), "model"));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return new TrainedNetworks([], [], IsStopped: true);
        }

        return new TrainedNetworks([network], [new History([], StopReason.Converged, null, Stopwatch.GetElapsedTime(start))], false);
    }
}
