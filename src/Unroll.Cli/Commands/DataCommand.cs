using System.CommandLine;
using System.Globalization;
using Unroll.Cli.Display;
using Unroll.Cli.Running;
using Unroll.Series.DataSets;

namespace Unroll.Cli.Commands;

/// <summary><c>unroll data</c>: the data sets that the project knows by name.</summary>
internal static class DataCommand
{
    /// <summary>Creates the command.</summary>
    internal static Command Create(CliHost host) => new("data", "List and download the data sets that Unroll knows by name.")
    {
        List(host),
        Get(host),
        PathOf(host),
    };

    private static Command List(CliHost host)
    {
        var command = new Command("list", "List the data sets, their licences, and which of them are on this machine.");
        command.SetAction(_ =>
        {
            using var screen = new Screen(host, json: false);
            DataSetStore store = DataSetFetcher.Store(host);
            foreach (DataSet dataSet in DataCatalogue.All)
            {
                screen.Line($"{dataSet.Name}: {dataSet.Title}");
                screen.Line($"    licence  {dataSet.License}");
                screen.Line($"    source   {dataSet.Attribution}");
                screen.Line($"    here     {WhereIs(store, dataSet)}");
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Get(CliHost host)
    {
        Argument<string> name = Name();
        var command = new Command("get", "Download a data set into the cache and verify it; an interrupted download is resumed.") { name };
        command.SetAction(result =>
        {
            using var screen = new Screen(host, json: false);
            DataSet dataSet = DataCatalogue.Find(result.GetRequiredValue(name));
            string path = DataSetFetcher.Get(host, screen, dataSet);
            screen.Line(string.Create(CultureInfo.InvariantCulture, $"{dataSet.Name}: {path} " +
                $"({SizeOf(path)})"));
            screen.Line($"{dataSet.Attribution}. Licence: {dataSet.License}.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command PathOf(CliHost host)
    {
        Argument<string> name = Name();
        var command = new Command(
            "path", "Print the path of a data set's file, downloading it first if need be.") { name };
        command.SetAction(result =>
        {
            using var screen = new Screen(host, json: true);
            host.Output.WriteLine(DataSetFetcher.Get(host, screen, DataCatalogue.Find(result.GetRequiredValue(name))));
            return ExitCodes.Done;
        });
        return command;
    }

    private static string SizeOf(string path) => Directory.Exists(path)
        ? CountFormatter.Format(Directory.EnumerateFiles(path).Count(), "files")
        : CountFormatter.Format(new FileInfo(path).Length, "bytes");

    private static Argument<string> Name() => new("NAME") { Description = "Name of the data set, as \"unroll data list\" shows it." };

    private static string WhereIs(DataSetStore store, DataSet dataSet)
    {
        try
        {
            return store.TryLocate(dataSet) ?? (dataSet.IsGenerated ? "generated when needed" : $"not yet: unroll data get {dataSet.Name}");
        }
        catch (InputException exception)
        {
            return exception.Message;
        }
    }
}
