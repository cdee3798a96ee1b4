// What the page has before its own scripts run: vis-network, as pyvis ships it, and the libraries of vendor/.
declare const vis: any;
declare const libraries: any;
interface Window {
  network: any;
}
