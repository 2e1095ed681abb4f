using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Running;

/// <summary>A recipe of each task that is learned in a moment, with its data.</summary>
internal static class StopRecipes
{
    public static readonly string[] Tasks = ["forecast", "classify", "label", "regress", "generate", "translate"];

    /// <summary>Writes the data of a task's recipe into a folder and gives the recipe.</summary>
    /// <param name="task">The task.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="train">Settings of the training.</param>
    public static Recipe Of(string task, TemporaryFolder folder, string train = "epochs: 2")
    {
        folder.Write("data.csv", task switch
        {
            "forecast" => Daily(),
            "translate" => Pairs(),
            "generate" => string.Concat(Enumerable.Repeat("the cat sees a dog and the dog sees a cat. ", 30)),
            _ => Series(),
        });
        return RecipeReader.Parse($"name: small\ntask: {task}\n{Rest(task)}\ntrain: {{{train}, batch-size: 16}}\n", "small.yaml") with
        {
            Folder = folder.Path,
        };
    }

    private static string Rest(string task) => task switch
    {
        "forecast" => """
            data: {file: data.csv, time: date, target: load}
            window: {length: 7}
            model: [{lstm: 4}, {dense: 1}]
            """,
        "classify" => """
            data: {file: data.csv, id: id, time: step, class: kind, channels: [x]}
            split: {by: class, train: 0.6, validation: 0.2, test: 0.2}
            model: [{gru: 4}, {dense: {units: 1, activation: sigmoid}}]
            """,
        "label" => """
            data: {file: data.csv, id: id, time: step, target: sign, channels: [x]}
            split: {by: group, train: 0.6, validation: 0.2, test: 0.2}
            model: [{gru: {units: 4, return-sequences: true}}, {dense: {units: 1, activation: sigmoid}}]
            """,
        "regress" => """
            data: {file: data.csv, id: id, time: step, target: size, channels: [x]}
            split: {by: group, train: 0.6, validation: 0.2, test: 0.2}
            model: [{gru: 4}, {dense: 1}]
            """,
        "generate" => """
            data: {file: data.csv, format: text}
            prepare: {steps: [{tokenize: {unit: character}}]}
            stream: {length: 8}
            split: {train: 0.6, validation: 0.2, test: 0.2}
            model: [{embedding: {output-dim: 4}}, {gru: {units: 4, return-sequences: true}}, dense]
            """,
        _ => """
            data: {file: data.csv, text: source, target: target}
            prepare: {steps: [{tokenize: {unit: character}}]}
            split: {train: 0.6, validation: 0.2, test: 0.2}
            encoder-decoder: {cell: gru, units: 4, embedding-dim: 4}
            """,
    };

    private static string Daily() => string.Concat(Enumerable.Range(0, 120).Select(day => FormattableString.Invariant(
        $"{new DateTime(2020, 1, 1).AddDays(day):yyyy-MM-dd},{100 + (10 * Math.Sin(2 * Math.PI * day / 7)) + (day % 5):0.###}\n"))
            .Prepend("date,load\n"));

    private static string Series() => string.Concat(
        from id in Enumerable.Range(0, 40)
        from step in Enumerable.Range(0, 12)
        let value = Math.Sin(step * (0.3 + (0.5 * (id % 2))) + id)
        select FormattableString.Invariant(
            $"{id},{step},{value:0.###},{"ab"[id % 2]},{id % 7},{(value > 0 ? "plus" : "minus")}\n"))
        .Insert(0, "id,step,x,kind,size,sign\n");

    private static string Pairs() => string.Concat(Enumerable.Range(100, 80).Select(number => FormattableString.Invariant(
        $"{number * 37},{new string([.. FormattableString.Invariant($"{number * 37}").Reverse()])}\n")).Prepend("source,target\n"));
}
